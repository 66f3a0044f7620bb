package ablyauth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SignText gives the text that the MAC of a request covers: each field with a line feed after it, an absent one empty
// (RSA9g). The capability is signed literally, the MAC is not part of it.
//
// The text is not escaped. So that no two requests share it, control characters in KeyName, ClientID and Nonce, a line
// feed in Capability, and text that has no UTF-8 form are refused, with code 40001, 40003, 40000 or 40012, by the field.
// Length and range are not checked.
func SignText(request TokenRequest) (string, error) {
	at := &decoding{}
	members := plain(request).(*object)
	for _, member := range ruleTokenRequest.members {
		value := members.get(member.name)
		if value == absent || member.name == "mac" {
			continue
		}
		words, path := member.rule.about(), memberPath("$", member.name)
		if text, isText := plain(value).(string); isText && isUnsignable(text, member.name == "capability") {
			at.report(words, path, "pattern", "a control character or bytes that are not UTF-8")
		} else if number, isNumber := numberOf(value); isNumber && math.Abs(number) > maxSafeInteger {
			at.report(words, path, "type", "another value")
		}
	}
	if err := at.err("request"); err != nil {
		return "", err
	}
	return joinSignedFields(members), nil
}

// isUnsignable reports what must not be in a field: what could be read as its end, or has no UTF-8 form.
func isUnsignable(text string, isCapability bool) bool {
	isControl := func(character rune) bool { return character < ' ' || character == 0x7f }
	if isCapability { // JSON escapes the other control characters itself
		isControl = func(character rune) bool { return character == '\n' }
	}
	return strings.ContainsFunc(text, isControl) || !utf8.ValidString(text)
}

// joinSignedFields gives each field with a line feed after it, an absent one as the empty string. The fields must be
// signable.
func joinSignedFields(request *object) string { return string(appendSignedFields(nil, request)) }

func appendSignedFields(text []byte, request *object) []byte {
	for _, name := range signedFields {
		switch value := plain(request.get(name)).(type) {
		case string:
			text = append(text, value...)
		case float64:
			text = strconv.AppendInt(text, int64(value), 10)
		case int64:
			text = strconv.AppendInt(text, value, 10)
		}
		text = append(text, '\n')
	}
	return text
}

// signing has what signing with one key needs again and again: the state of the hash after the key, and room for text.
type signing struct {
	hash hash.Hash
	text []byte
}

// mac gives the MAC of a request.
func (s *signing) mac(request *object) string {
	s.text = appendSignedFields(s.text[:0], request)
	s.hash.Reset()
	s.hash.Write(s.text)
	sum := s.hash.Sum(s.text[:0])
	return string(base64.StdEncoding.AppendEncode(sum, sum)[len(sum):])
}

// ComputeMAC gives the HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).
//
// The text is the sign text, see [SignText]; the secret is the part of the API key after the first colon. An empty
// secret is an error.
func ComputeMAC(text, secret string) (string, error) {
	if secret == "" {
		return "", errors.New("ablyauth: ComputeMAC: expected a secret that is not empty")
	}
	return base64.StdEncoding.EncodeToString(hmacSHA256(text, []byte(secret))), nil
}

func hmacSHA256(message string, secret []byte) []byte {
	hash := hmac.New(sha256.New, secret)
	hash.Write([]byte(message))
	return hash.Sum(nil)
}
