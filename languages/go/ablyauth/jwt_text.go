package ablyauth

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The compact form of JWTs: parts, JSON and signature (RFC 7515).

// jwtError is the error for a JWT that is refused: 40142 for expired, 40144 for every other reason.
func jwtError(reason, message string) *Error {
	code := ErrInvalidJWT
	if reason == "expired" {
		code = ErrTokenExpired
	}
	err := newError(code, "", message, textsJWTRemediations[reason])
	err.Reason = reason
	return err
}

// partsOf gives the parts of a JWT in compact form: three of a signed one, five of an encrypted one.
func partsOf(token string) ([]string, error) {
	if len(token) > TokenTextMaxBytes { // RSA4f
		return nil, jwtError("malformed", fmt.Sprintf("JWT: expected at most %d bytes, got %d", TokenTextMaxBytes, len(token)))
	}
	return strings.Split(token, "."), nil
}

// RFC 7515 §2: no padding, no white space.
var base64URL = regexp.MustCompile(`\A[A-Za-z0-9_-]*\z`)

// decodeObject decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4).
func decodeObject(part, name string) (*object, error) {
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil || !base64URL.MatchString(part) || !utf8.Valid(text) {
		return nil, jwtError("malformed", name+": expected base64url of UTF-8 text, got other text")
	}
	at := &decoding{}
	value := readJSONText(at, "$", string(text), ErrInvalidJWT.Code)
	if len(at.issues) > 0 {
		return nil, jwtError("malformed", issuesError(at.issues, name).Message)
	}
	members, isObject := value.(*object)
	if !isObject {
		return nil, jwtError("malformed", name+": expected a JSON object, got "+got(value))
	}
	return members, nil
}

// signed gives a JWT in compact form, signed with HS256.
func signed(header, claims []byte, secret []byte) string {
	text := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(claims)
	return text + "." + signatureOf(text, secret)
}

// signatureOf gives the signature of header and claims, in the one form that is accepted.
func signatureOf(text string, secret []byte) string {
	return base64.RawURLEncoding.EncodeToString(hmacSHA256(text, secret))
}

// refuse makes the error for a value: where it is, what was expected there, and the value.
type refuse func(path, expected string, value any) error

// appendJSON writes a value that JSON can say as it is.
func appendJSON(to []byte, value any, path string, refuse refuse, depth int) ([]byte, error) {
	switch plainly := plain(value).(type) {
	case nil:
		return append(to, "null"...), nil
	case bool:
		return strconv.AppendBool(to, plainly), nil
	case int64:
		return strconv.AppendInt(to, plainly, 10), nil
	case uint64:
		return strconv.AppendUint(to, plainly, 10), nil
	case float64:
		if !math.IsNaN(plainly) && !math.IsInf(plainly, 0) {
			number, err := json.Marshal(plainly)
			return append(to, number...), err
		}
	case string:
		if utf8.ValidString(plainly) {
			return appendQuoted(to, plainly), nil
		}
	case []any:
		if depth > 0 {
			return appendItems(to, plainly, path, refuse, depth-1)
		}
	case *object:
		if depth > 0 {
			return appendMembers(to, plainly, path, refuse, depth-1)
		}
	}
	return nil, refuse(path, fmt.Sprintf("JSON of at most %d levels, well-formed Unicode", JSONMaxDepth), value)
}

func appendItems(to []byte, items []any, path string, refuse refuse, depth int) ([]byte, error) {
	to = append(to, '[')
	for index, item := range items {
		if index > 0 {
			to = append(to, ',')
		}
		var err error
		if to, err = appendJSON(to, item, indexPath(path, index), refuse, depth); err != nil {
			return nil, err
		}
	}
	return append(to, ']'), nil
}

func appendMembers(to []byte, members *object, path string, refuse refuse, depth int) ([]byte, error) {
	to = append(to, '{')
	for index, each := range members.members {
		if index > 0 {
			to = append(to, ',')
		}
		if !utf8.ValidString(each.name) {
			return nil, refuse(path, "names of well-formed Unicode", each.name)
		}
		var err error
		to = append(appendQuoted(to, each.name), ':')
		if to, err = appendJSON(to, each.value, entryPath(path, each.name), refuse, depth); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}
