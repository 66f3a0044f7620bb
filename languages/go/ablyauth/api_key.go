package ablyauth

import (
	"fmt"
	"io"
	"strings"
)

// APIKey is an API key in its two parts. Printing it shows the name alone.
type APIKey struct {
	name string
	// Behind a pointer, which is printed as an address where the key is a field of another struct.
	secret *string
}

// ParseAPIKey splits an API key, <appId>.<keyId>:<secret>, at its first colon into name and secret (RSA11).
//
// The error has code 40101 if it is not a valid API key; no message quotes it.
func ParseAPIKey(key string) (APIKey, error) {
	name, secret, hasColon := strings.Cut(key, ":") // the first: a secret may hold colons
	at := &decoding{}
	switch {
	case strings.Trim(strings.TrimSpace(key), "\ufeff") != key: // a byte order mark too
		at.breach(&ruleAPIKeyWhiteSpace, "$", "pattern", "white space or a line end around it")
	case !hasColon:
		at.breach(&ruleAPIKeyColon, "$", "pattern", "none")
	case len(name) > KeyNameMaxLength:
		at.breach(&ruleAPIKeyName, "$", "maxLength", characters(len(name)))
	case !patternKeyName.matches(name):
		got := "other characters"
		if dots := strings.Count(name, "."); dots != 1 {
			got = fmt.Sprintf("%d dots", dots)
		}
		at.breach(&ruleAPIKeyName, "$", "pattern", got)
	case len(secret) < 1 || len(secret) > KeySecretMaxLength:
		at.breach(&ruleAPIKeySecret, "$", "pattern", characters(len(secret)))
	case !patternAPIKey.matches(key):
		at.breach(&ruleAPIKeySecret, "$", "pattern", "other characters")
	}
	if err := at.err("key"); err != nil {
		return APIKey{}, err
	}
	return APIKey{name, &secret}, nil
}

// Name is the public part, <appId>.<keyId> (RSA17g).
func (k APIKey) Name() string { return k.name }

// Secret is the secret part: anyone who has it can sign for the key.
func (k APIKey) Secret() string {
	if k.secret == nil {
		return ""
	}
	return *k.secret
}

// Format prints the name alone, with any verb.
func (k APIKey) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, "APIKey("+k.name+")")
}
