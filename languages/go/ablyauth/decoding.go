package ablyauth

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// absent stands for a value that is not there: nil is JSON's null.
var absent any = new(struct{ _ byte })

// maxIssues bounds the work that a hostile value can cause; more issues help nobody.
const maxIssues = 64

// decoding is what is known while a value is decoded.
type decoding struct {
	// Whether what senders commonly write for an absent member or a number is read as such.
	lenient bool
	// How a member is read that is a text or an object, where the caller knows more of it than its table.
	textOrObject func(at *decoding, path string, raw any) any
	// Whether something is missing or of another type, so that there is no value.
	unreadable bool
	issues     []Issue
	leniencies []Leniency
}

// isFull reports whether there are as many issues as are reported; loops over members stop here.
func (at *decoding) isFull() bool { return len(at.issues) >= maxIssues }

// report notes that a value breaks a rule of its schema, which is named by its keyword.
func (at *decoding) report(w *words, path, keyword, got string) {
	at.reportAs(w, path, keyword, got, keyword, w.expected)
}

// reportAs is report for a rule with a name or with words of its own.
func (at *decoding) reportAs(w *words, path, keyword, got, name, expected string) {
	fix, isSingle := w.fixes[name]
	if !isSingle {
		fix = w.fix
	}
	at.add(w.code, path, w.id+"."+name, keyword, "expected "+expected+", got "+got, fix)
}

// breach notes that a value breaks a rule that no JSON Schema can say.
func (at *decoding) breach(w *words, path, keyword, got string) {
	at.breachAs(w, path, keyword, got, w.code)
}

// breachAs is breach with another error code.
func (at *decoding) breachAs(w *words, path, keyword, got string, code int) {
	at.add(code, path, w.id, keyword, "expected "+w.expected+", got "+got, w.fix)
}

// add notes any other issue, unless there are enough.
func (at *decoding) add(code int, path, rule, keyword, message, remediation string) {
	if !at.isFull() {
		at.issues = append(at.issues, Issue{path, rule, keyword, code, code / 100, message, remediation})
	}
}

// err is the error of the issues, or nil; the name is what the value is, for the message.
func (at *decoding) err(name string) error {
	if len(at.issues) == 0 {
		return nil
	}
	return issuesError(at.issues, name)
}

// tolerate notes what a lenient read tolerated.
func (at *decoding) tolerate(path, kind, message string) {
	if len(at.leniencies) < maxIssues {
		at.leniencies = append(at.leniencies, Leniency{path, kind, message})
	}
}

// got says what a value is; never the value itself, which may be a secret, except for plain numbers.
func got(raw any) string {
	if raw == absent {
		return "nothing"
	}
	switch value := plain(raw).(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(value)
	case string:
		if value == "" {
			return "an empty string"
		}
		return "a string"
	case float64, int64, uint64:
		number, _ := numberOf(value)
		return numberText(number)
	case []any:
		return "an array"
	case *object, *Capability:
		return "an object"
	default:
		if reflect.TypeOf(value).Kind() == reflect.Func {
			return "a function"
		}
		return fmt.Sprintf("a %T", value)
	}
}

// numberText writes a number as JSON has it: without an exponent where it is whole.
func numberText(number float64) string {
	if number == math.Trunc(number) && math.Abs(number) < 1e21 {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return strconv.FormatFloat(number, 'g', -1, 64)
}

// unknownMember notes a member that its closed type does not have, and the one that was probably meant.
func (at *decoding) unknownMember(rule *objectRule, path, name string, raw any) {
	if at.isFull() {
		return
	}
	where := memberPath(path, name)
	if at.lenient {
		if raw == nil {
			at.tolerate(where, "null", "null, read as absent")
		} else {
			at.tolerate(where, "unknown-member", "not a member of "+rule.id+", dropped") // RSF1
		}
		return
	}
	message, fix := "not a member of "+rule.id, "Use only the members "+strings.Join(rule.memberNames(), ", ")+"."
	for _, meant := range rule.memberNames() {
		if plainName(meant) == plainName(name) {
			// Not "remove it": it may be a misspelt capability, without which the token has everything that the key has.
			message, fix = message+"; did you mean "+meant+"?", "Rename it to "+meant+"."
			break
		}
	}
	at.add(rule.code, where, rule.id+".additionalProperties", "additionalProperties", message, fix)
}

func (r *objectRule) memberNames() []string {
	names := make([]string, len(r.members))
	for index, member := range r.members {
		names[index] = member.name
	}
	return names
}

// plainName makes client_id, ClientID and clientId one name, as they are to people.
func plainName(name string) string {
	if len(name) > 64 {
		name = name[:64]
	}
	return strings.Map(func(character rune) rune {
		switch {
		case 'A' <= character && character <= 'Z':
			return character - 'A' + 'a'
		case 'a' <= character && character <= 'z', '0' <= character && character <= '9':
			return character
		default:
			return -1
		}
	}, name)
}
