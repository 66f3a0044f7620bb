package ablyauth

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"sync"
)

// Signer signs and verifies with one key, which it keeps to itself. It is safe for use by several goroutines.
type Signer struct {
	key      APIKey
	options  options
	signings *sync.Pool
}

// NewSigner gives a signer for an API key, <appId>.<keyId>:<secret>.
//
// The error has code 40101 if that is not a valid API key; no message quotes it.
func NewSigner(key string, opts ...Option) (*Signer, error) {
	set, err := newOptions(opts)
	if err != nil {
		return nil, err
	}
	parsed, err := ParseAPIKey(key)
	if err != nil {
		return nil, err
	}
	newSigning := func() any { return &signing{hash: hmac.New(sha256.New, []byte(parsed.Secret()))} }
	return &Signer{key: parsed, options: set, signings: &sync.Pool{New: newSigning}}, nil
}

// KeyName is the public part of the key.
func (s *Signer) KeyName() string { return s.key.name }

// String gives the name of the key alone.
func (s *Signer) String() string { return fmt.Sprintf("Signer(%s)", s.key.name) }
