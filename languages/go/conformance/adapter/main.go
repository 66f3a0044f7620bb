// Command adapter answers the tests of `ably-auth conformance run` with this package.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sort"
	"time"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

type test struct {
	Type      string
	ID        string
	Operation string
	Input     input
}

// input has the members of every operation. What a caller of Go writes as a value of a type is JSON here.
type input struct {
	Key, Nonce, Text, Secret, Resource, Operation, JWT string
	Place                                              ablyauth.Place
	Now, InnerExpires, ClockToleranceMs                *int64
	Capability, Outer, Inner, A, B                     capability
	Params, Token                                      json.RawMessage
	Request                                            ablyauth.TokenRequest
	OuterClaims                                        map[string]any
}

func (in input) options() []ablyauth.Option {
	var options []ablyauth.Option
	if in.ClockToleranceMs != nil {
		tolerance := time.Duration(*in.ClockToleranceMs) * time.Millisecond
		options = append(options, ablyauth.WithClockTolerance(tolerance))
	}
	if in.Now != nil {
		options = append(options, ablyauth.WithClock(func() time.Time { return time.UnixMilli(*in.Now) }))
	}
	if in.Nonce != "" {
		options = append(options, ablyauth.WithNonce(func() string { return in.Nonce }))
	}
	return options
}

// capability is one in JSON: a text, or an object, whose text it is.
type capability struct{ input ablyauth.CapabilityInput }

func (c *capability) UnmarshalJSON(text []byte) error {
	if text[0] != '"' {
		c.input = ablyauth.CapabilityText(text)
		return nil
	}
	var decoded ablyauth.CapabilityText
	c.input = &decoded
	err := json.Unmarshal(text, &decoded)
	c.input = decoded
	return err
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		_ = out.Encode(answer(line))
	}
}

func answer(line []byte) (reply map[string]any) {
	var asked test
	defer func() {
		if crash := recover(); crash != nil {
			reply = map[string]any{"id": asked.ID, "ok": false, "error": map[string]any{
				"message": fmt.Sprint(crash), "crash": true,
			}}
		}
	}()
	if err := json.Unmarshal(line, &asked); err != nil {
		return refusal(asked.ID, err)
	}
	if asked.Type == "hello" {
		return hello()
	}
	output, err := operations[asked.Operation](asked.Input)
	if err != nil {
		return refusal(asked.ID, err)
	}
	return map[string]any{"id": asked.ID, "ok": true, "output": output}
}

func hello() map[string]any {
	names := make([]string, 0, len(operations))
	for name := range operations {
		names = append(names, name)
	}
	sort.Strings(names)
	return map[string]any{
		"type":       "hello",
		"protocol":   1,
		"sdk":        "ably-auth (Go)",
		"version":    "0.1.0",
		"language":   runtime.Version(),
		"operations": names,
		"features":   []string{"fixed-nonce", "fixed-clock", "clock-tolerance"},
	}
}

func refusal(id string, err error) map[string]any {
	known := map[string]any{"message": err.Error()}
	var refused *ablyauth.Error
	if errors.As(err, &refused) {
		known["code"] = refused.Code
		if refused.Path != "" {
			known["path"] = refused.Path
		}
		if refused.Reason != "" {
			known["reason"] = refused.Reason
		}
		if len(refused.Issues) > 0 {
			known["rule"] = refused.Issues[0].Rule
		}
	}
	return map[string]any{"id": id, "ok": false, "error": known}
}
