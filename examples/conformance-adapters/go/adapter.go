// A conformance adapter: reads a line, answers a line. Put your SDK in the place of mac and of the cases in run.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"strings"
)

type object = map[string]any

// In your adapter, call your SDK.
func mac(text, secret string) string {
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(hash.Sum(nil))
}

func run(operation string, input object) (object, error) {
	switch operation {
	case "mac":
		return object{"mac": mac(input["text"].(string), input["secret"].(string))}, nil
	default: // parse-api-key
		name, secret, found := strings.Cut(input["key"].(string), ":")
		if !found {
			return nil, errors.New("no colon")
		}
		return object{"name": name, "secret": secret}, nil
	}
}

func answer(test object) object {
	if test["type"] == "hello" {
		return object{"type": "hello", "protocol": 1, "sdk": "example-go", "version": "1.0.0",
			"language": runtime.Version(), "operations": []string{"mac", "parse-api-key"}}
	}
	output, err := run(test["operation"].(string), test["input"].(object))
	if err != nil {
		return object{"id": test["id"], "ok": false, "error": object{"message": err.Error()}}
	}
	return object{"id": test["id"], "ok": true, "output": output}
}

func main() {
	lines := bufio.NewReader(os.Stdin) // no Scanner: lines may be long
	answers := json.NewEncoder(os.Stdout)
	for line, err := lines.ReadBytes('\n'); err == nil; line, err = lines.ReadBytes('\n') {
		var test object
		if err := json.Unmarshal(line, &test); err != nil {
			panic(err)
		}
		answers.Encode(answer(test))
	}
}
