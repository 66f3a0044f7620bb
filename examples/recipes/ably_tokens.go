// Ably JWTs and TokenRequests with Go's standard library. Go 1.22 or newer.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
)

// TokenParams says what the token is for; every field is optional. TTL is in milliseconds.
type TokenParams struct {
	TTL        int64
	Capability map[string][]string
	ClientID   string
}

// TokenRequest is what a client exchanges for a token. Each one can be exchanged for one token, within two minutes.
type TokenRequest struct {
	KeyName    string `json:"keyName"`
	TTL        int64  `json:"ttl,omitempty"`
	Capability string `json:"capability,omitempty"`
	ClientID   string `json:"clientId,omitempty"`
	Timestamp  int64  `json:"timestamp"`
	Nonce      string `json:"nonce"`
	MAC        string `json:"mac"`
}

// A line feed would end the field in the text that is signed, and could turn one user into another.
func (p TokenParams) check() error {
	if strings.ContainsFunc(p.ClientID, unicode.IsControl) {
		return errors.New("clientId: expected text without control characters")
	}
	return nil
}

// NewAblyJWT signs an Ably JWT.
func NewAblyJWT(params TokenParams, key string) (string, error) {
	if err := params.check(); err != nil {
		return "", err
	}
	name, secret, _ := strings.Cut(key, ":") // the secret may contain colons
	now, ttl := time.Now().Unix(), params.TTL
	if ttl == 0 {
		ttl = 3_600_000
	}
	claims := map[string]any{"iat": now, "exp": now + ttl/1000} // in seconds
	if params.Capability != nil {
		claims["x-ably-capability"] = canonical(params.Capability)
	}
	if params.ClientID != "" {
		claims["x-ably-clientId"] = params.ClientID
	}
	header := map[string]any{"typ": "JWT", "alg": "HS256", "kid": name}
	text := base64.RawURLEncoding.EncodeToString(toJSON(header)) + "." + base64.RawURLEncoding.EncodeToString(toJSON(claims))
	return text + "." + base64.RawURLEncoding.EncodeToString(sign(text, secret)), nil
}

// NewTokenRequest signs a TokenRequest.
func NewTokenRequest(params TokenParams, key string) (TokenRequest, error) {
	if err := params.check(); err != nil {
		return TokenRequest{}, err
	}
	name, secret, _ := strings.Cut(key, ":")
	nonce := make([]byte, 16)
	rand.Read(nonce) // ends the program if the system has no random numbers
	request := TokenRequest{KeyName: name, TTL: params.TTL, ClientID: params.ClientID, Timestamp: time.Now().UnixMilli()}
	request.Nonce = fmt.Sprintf("%x", nonce)
	if params.Capability != nil {
		request.Capability = canonical(params.Capability)
	}
	request.MAC = base64.StdEncoding.EncodeToString(sign(request.signText(), secret))
	return request, nil
}

func (r TokenRequest) signText() string {
	ttl := ""
	if r.TTL != 0 {
		ttl = fmt.Sprint(r.TTL)
	}
	// A line feed after every field.
	return fmt.Sprintf("%s\n%s\n%s\n%s\n%d\n%s\n", r.KeyName, ttl, r.Capability, r.ClientID, r.Timestamp, r.Nonce)
}

// The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once.
func canonical(capability map[string][]string) string {
	order := func(a, b string) int {
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	}
	var entries []string
	for _, resource := range slices.SortedFunc(maps.Keys(capability), order) {
		operations := slices.Compact(slices.SortedFunc(slices.Values(capability[resource]), order))
		entries = append(entries, string(toJSON(resource))+":"+string(toJSON(operations)))
	}
	return "{" + strings.Join(entries, ",") + "}"
}

// encoding/json escapes < > & unless told not to, and U+2028 and U+2029 always.
func toJSON(value any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // no other value gets here than strings, integers and lists of strings
	}
	raw := strings.NewReplacer(`\\`, `\\`, `\u2028`, "\u2028", `\u2029`, "\u2029")
	return []byte(raw.Replace(strings.TrimSuffix(buffer.String(), "\n")))
}

func sign(text, secret string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
