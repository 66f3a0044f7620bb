// A conformance adapter for ably-go: every answer comes from the SDK, seen through its results or on a loopback server.
package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"

	"github.com/ably/ably-go/ably"
)

type object = map[string]any

// errUnsupported answers a test whose input the SDK's own types cannot hold: no program could pass it on.
var errUnsupported = errors.New("the types of ably-go cannot hold this input")

// tokenParams hands a vector's params to the SDK's own type, as any program has to; none stay none.
func tokenParams(params object) (*ably.TokenParams, error) {
	if params == nil {
		return nil, nil
	}
	text, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	typed := &ably.TokenParams{}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(typed); err != nil {
		return nil, errUnsupported
	}
	return typed, nil
}

type authURLCase struct {
	AuthURL     string            `json:"authUrl"`
	AuthMethod  string            `json:"authMethod"`
	AuthParams  map[string]string `json:"authParams"`
	AuthHeaders map[string]string `json:"authHeaders"`
	TokenParams object            `json:"tokenParams"`
}

// askAuthServer lets the SDK ask authUrl, which answers with the given text, and returns what it asked and got.
func (l *loopback) askAuthServer(c authURLCase, contentType, text string) (*ably.TokenDetails, object, error) {
	l.contentType, l.text = contentType, text
	params, err := tokenParams(c.TokenParams)
	if err != nil {
		return nil, nil, err
	}
	target, err := url.Parse(c.AuthURL)
	if err != nil {
		return nil, nil, err
	}
	origin := target.Scheme + "://" + target.Host
	path := strings.TrimPrefix(c.AuthURL, origin)
	options := []ably.ClientOption{ably.WithAuthURL(fmt.Sprintf("http://127.0.0.1:%d%s", l.port, path))}
	if c.AuthMethod != "" {
		options = append(options, ably.WithAuthMethod(c.AuthMethod))
	}
	values, headers := url.Values{}, http.Header{}
	for name, value := range c.AuthParams {
		values.Set(name, value)
	}
	for name, value := range c.AuthHeaders {
		headers.Set(name, value)
	}
	options = append(options, ably.WithAuthParams(values), ably.WithAuthHeaders(headers))
	client, err := l.rest(options...)
	if err != nil {
		return nil, nil, err
	}
	if params == nil {
		params = &ably.TokenParams{}
	}
	details, err := client.Auth.RequestToken(context.Background(), params)
	if err != nil {
		return nil, nil, err
	}
	first := l.received[0]
	got := object{"host": target.Host}
	for name, values := range first.headers {
		got[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	sent := object{"method": first.method, "url": origin + first.url, "headers": got, "body": nil}
	if first.body != "" {
		sent["body"] = first.body
	}
	return details, sent, nil
}

type createCase struct {
	Key                        string
	Params, DefaultTokenParams object
}

func (l *loopback) createTokenRequest(c createCase) (any, error) {
	params, err := tokenParams(c.Params)
	if err != nil {
		return nil, err
	}
	defaults, err := tokenParams(c.DefaultTokenParams)
	if err != nil {
		return nil, err
	}
	options := []ably.ClientOption{ably.WithKey(c.Key)}
	if defaults != nil {
		options = append(options, ably.WithDefaultTokenParams(*defaults))
	}
	client, err := l.rest(options...)
	if err != nil {
		return nil, err
	}
	request, err := client.Auth.CreateTokenRequest(params)
	return object{"request": request}, err
}

func (l *loopback) forwardTokenRequest(c struct{ Text string }) (any, error) {
	if _, _, err := l.askAuthServer(authURLCase{AuthURL: "http://auth.test/"}, "application/json", c.Text); err != nil {
		return nil, err
	}
	request, err := l.posted("/requestToken")
	return object{"text": request.body}, err
}

func (l *loopback) authResponseKind(c struct{ ContentType, Text string }) (any, error) {
	details, _, err := l.askAuthServer(authURLCase{AuthURL: "http://auth.test/"}, c.ContentType, c.Text)
	switch {
	case err != nil:
		return nil, err
	case len(l.received) > 1:
		return object{"kind": "token-request"}, nil
	case details.Token == c.Text:
		return object{"kind": "token"}, nil
	default:
		return object{"kind": "token-details"}, nil
	}
}

func (l *loopback) authURLRequest(c authURLCase) (any, error) {
	_, sent, err := l.askAuthServer(c, "text/plain", "a.token")
	return sent, err
}

func (l *loopback) tokenParamsQuery(c struct{ Params object }) (any, error) {
	params, err := tokenParams(c.Params)
	if err != nil {
		return nil, err
	}
	query := object{}
	for name, values := range params.Query() {
		query[name] = values[0]
	}
	return object{"query": query}, nil
}

// parseAPIKey: ably-go keeps the parts of the key to itself; a created request shows the name, Basic auth both.
func (l *loopback) parseAPIKey(c struct{ Key string }) (any, error) {
	client, err := l.rest(ably.WithKey(c.Key))
	if err != nil {
		return nil, err
	}
	request, err := client.Auth.CreateTokenRequest(nil)
	if err != nil {
		return nil, err
	}
	if _, err := client.Request(http.MethodGet, "/keys/").Pages(context.Background()); err != nil {
		return nil, err
	}
	basic := strings.TrimPrefix(l.received[0].headers.Get("Authorization"), "Basic ")
	credentials, err := base64.StdEncoding.DecodeString(basic)
	secret := strings.TrimPrefix(string(credentials), request.KeyName+":")
	return object{"name": request.KeyName, "secret": secret}, err
}

func (l *loopback) readTokenRequest(c struct{ Text string }) (any, error) {
	request := ably.TokenRequest{}
	return object{"request": &request}, json.Unmarshal([]byte(c.Text), &request)
}

func (l *loopback) readTokenDetails(c struct{ Text string }) (any, error) {
	details := ably.TokenDetails{}
	return object{"details": &details}, json.Unmarshal([]byte(c.Text), &details)
}

// operation reads the input of a test into the case that a function wants.
func operation[Case any](run func(Case) (any, error)) func(json.RawMessage) (any, error) {
	return func(input json.RawMessage) (any, error) {
		var c Case
		decoder := json.NewDecoder(strings.NewReader(string(input)))
		decoder.UseNumber()
		if decoder.Decode(&c) != nil {
			return nil, errUnsupported
		}
		return run(c)
	}
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/ably/ably-go" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func main() {
	server := listen()

	operations := map[string]func(json.RawMessage) (any, error){
		"create-token-request":  operation(server.createTokenRequest),
		"forward-token-request": operation(server.forwardTokenRequest),
		"auth-response-kind":    operation(server.authResponseKind),
		"auth-url-request":      operation(server.authURLRequest),
		"token-params-query":    operation(server.tokenParamsQuery),
		"parse-api-key":         operation(server.parseAPIKey),
		"read-token-request":    operation(server.readTokenRequest),
		"read-token-details":    operation(server.readTokenDetails),
	}
	names := []string{}
	for name := range operations {
		names = append(names, name)
	}
	sort.Strings(names)

	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	answers.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var message struct {
			Type, ID, Operation string
			Input               json.RawMessage
		}
		if err := json.Unmarshal(line, &message); err != nil {
			panic(err)
		}
		if message.Type == "hello" {
			answers.Encode(object{"type": "hello", "protocol": 1, "sdk": "ably-go", "version": version(),
				"language": "Go " + strings.TrimPrefix(runtime.Version(), "go"), "operations": names, "features": []string{"default-token-params"}})
			continue
		}
		run, known := operations[message.Operation]
		if !known {
			answers.Encode(answer(message.ID, nil, errUnsupported))
			continue
		}
		server.received = nil
		output, err := run(message.Input)
		answers.Encode(answer(message.ID, output, err))
	}
}

func answer(id string, output any, err error) object {
	var info *ably.ErrorInfo
	switch {
	case errors.Is(err, errUnsupported):
		return object{"id": id, "unsupported": true}
	case errors.As(err, &info):
		return object{"id": id, "ok": false, "error": object{"code": info.Code, "message": err.Error()}}
	case err != nil:
		return object{"id": id, "ok": false, "error": object{"message": err.Error()}}
	}
	return object{"id": id, "ok": true, "output": output}
}
