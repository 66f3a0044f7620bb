package ablyauth

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// ErrorCode is what an error code stands for. The known ones are variables of this package, to compare with:
// errors.Is(err, ablyauth.ErrTokenExpired).
type ErrorCode struct {
	// Ably's numeric error code, such as 40101.
	Code int
	// HTTP status that a service answers with.
	StatusCode int
	// How to fix it.
	Remediation string
}

// Error makes the codes targets of [errors.Is]. What this package returns is an [*Error].
func (c ErrorCode) Error() string { return fmt.Sprintf("error %d", c.Code) }

// Issue is one error in a value: where it is, which rule it breaks, and how to fix it.
type Issue struct {
	// JSONPath of the value: $, $.capability, $["a b"][0]; of a missing member, where it should be.
	Path string
	// Stable id of the rule: ttl.maximum, capability.wildcard.
	Rule string
	// The JSON Schema keyword that the value misses.
	Keyword string
	// Ably's numeric error code.
	Code int
	// HTTP status that belongs to the code.
	StatusCode int
	// What was expected and what came; never quotes the value, which may be a secret.
	Message string
	// How to fix it, in one sentence.
	Remediation string
}

// Leniency is one difference between what was received and what was read.
type Leniency struct {
	// JSONPath of the member.
	Path string
	// null, zero-ttl, empty-capability, decimal-string or unknown-member.
	Kind string
	// What was received and how it was read; never quotes the value.
	Message string
}

// Error is what this package returns where data is wrong. As JSON it is Ably's ErrorInfo, the body of an answer.
//
// A wrong call, such as a negative tolerance, returns another error.
type Error struct {
	// What was expected and what came, with the path; never quotes a secret.
	Message string `json:"message"`
	// Ably's numeric error code (TI1).
	Code int `json:"code"`
	// HTTP status (TI1).
	StatusCode int `json:"statusCode"`
	// How to fix it.
	Remediation string `json:"remediation"`
	// Page that explains the code (TI4, TI5).
	Href string `json:"href"`
	// JSONPath of the value that is wrong, where the error is about one.
	Path string `json:"path,omitempty"`
	// Which of the errors that share the code it is, as a stable word: expired, kid-unknown.
	Reason string `json:"reason,omitempty"`
	// Every issue found, where several were looked for.
	Issues []Issue `json:"-"`
}

func (e *Error) Error() string { return e.Message }

// Is reports whether target is the error code of e.
func (e *Error) Is(target error) bool {
	code, ok := target.(ErrorCode)
	return ok && code.Code == e.Code
}

func newError(code ErrorCode, path, message, remediation string) *Error {
	if remediation == "" {
		remediation = code.Remediation
	}
	return &Error{
		Message:     message,
		Code:        code.Code,
		StatusCode:  code.StatusCode,
		Remediation: remediation,
		Href:        fmt.Sprintf("https://help.ably.io/error/%d", code.Code), // TI5
		Path:        path,
	}
}

// issuesError is the error for a value that is not valid: code, message and remediation of the first issue, and all
// issues. The name is what the value is, for the message.
func issuesError(issues []Issue, name string) *Error {
	first := issues[0]
	code := ErrorCode{first.Code, first.StatusCode, first.Remediation}
	err := newError(code, first.Path, name+shortened(first.Path)[1:]+": "+first.Message, "")
	err.Issues = issues
	return err
}

// memberPath is the JSONPath of a member: $.ttl, $["a b"].
func memberPath(parent, name string) string {
	isOther := func(character rune) bool {
		return character != '_' && character != '$' && (character < '0' || character > '9') &&
			(character < 'A' || character > 'Z') && (character < 'a' || character > 'z')
	}
	if name == "" || len(name) > 64 || name[0] <= '9' && name[0] != '$' || strings.ContainsFunc(name, isOther) {
		return entryPath(parent, name)
	}
	return parent + "." + name
}

// entryPath is the JSONPath of an entry of a map, whose names are data: $["news"].
func entryPath(parent, name string) string {
	return parent + "[" + string(appendQuoted(nil, name)) + "]"
}

// indexPath is the JSONPath of an item.
func indexPath(parent string, index int) string { return fmt.Sprintf("%s[%d]", parent, index) }

var quotedName = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
var quotedCharacter = regexp.MustCompile(`\A(?:\\u[0-9a-f]{4}|\\.|(?s:.))`)

// shortened is a path for a message: long names are cut, so that it stays readable.
func shortened(path string) string {
	return quotedName.ReplaceAllStringFunc(path, func(quoted string) string {
		const most = 64
		if utf8.RuneCountInString(quoted) <= most+2 {
			return quoted
		}
		end := 1
		for range most {
			end += len(quotedCharacter.FindString(quoted[end : len(quoted)-1]))
		}
		if end == len(quoted)-1 {
			return quoted
		}
		return strings.ToValidUTF8(quoted[:end], "\ufffd") + `…"`
	})
}
