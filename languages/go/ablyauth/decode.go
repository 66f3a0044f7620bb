package ablyauth

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The readers of the generated tables: the one way in which data enters.

// Validate gives every issue of a value that should be of a type of the protocol, such as "TokenParams"; none if it
// is valid. The value is what encoding/json decodes into an any, or a value of the type itself.
//
// An unknown type is an error.
func Validate(typeName string, value any) ([]Issue, error) {
	rule, isKnown := protocolTypes[typeName]
	if !isKnown {
		return nil, fmt.Errorf("ablyauth: typeName: expected a type of the protocol, got %q", typeName)
	}
	at := &decoding{}
	decodeStrictly(at, rule, value)
	return at.issues, nil
}

// decodeStrictly decodes a value; absent where it cannot be read.
func decodeStrictly(at *decoding, rule rule, value any) any {
	read := rule.read(at, "$", value, true)
	if at.unreadable {
		return absent
	}
	return read
}

// decodeLeniently decodes JSON text; absent where it cannot be read.
func decodeLeniently(rule rule, text []byte) (any, *decoding) {
	at := &decoding{lenient: true}
	raw := readJSONText(at, "$", string(text), 0)
	if raw == nil {
		rule.about().mistyped(at, "$", nil)
	}
	if at.unreadable || len(at.issues) > 0 {
		return absent, at
	}
	read := rule.read(at, "$", raw, true)
	if at.unreadable {
		return absent, at
	}
	return read, at
}

// orAbsent is what remains of a value that is not of its type: an absent member, or an issue.
func (w *words) orAbsent(at *decoding, path string, raw any, required bool) any {
	switch {
	case raw == nil && at.lenient:
		at.tolerate(path, "null", "null, read as absent")
	case raw != absent:
		return w.mistyped(at, path, raw)
	}
	if required {
		at.unreadable = true
		at.report(w, path, "required", "nothing")
	}
	return absent
}

func (w *words) mistyped(at *decoding, path string, raw any) any {
	at.unreadable = true
	at.report(w, path, "type", got(raw))
	return absent
}

func (r *anyObjectRule) read(at *decoding, path string, raw any, required bool) any {
	if members, isObject := plain(raw).(*object); isObject {
		return members
	}
	return r.orAbsent(at, path, raw, required)
}

func (r *listRule) read(at *decoding, path string, raw any, required bool) any {
	items, isList := plain(raw).([]any)
	if !isList {
		return r.orAbsent(at, path, raw, required)
	}
	if len(items) < r.min {
		at.report(&r.words, path, "minItems", "an empty list")
	}
	if len(items) > r.max {
		at.unreadable = true
		at.report(&r.words, path, "maxItems", fmt.Sprintf("%d entries", len(items)))
		return absent
	}
	values := make([]any, 0, len(items))
	for index, item := range items {
		if at.isFull() {
			break
		}
		if value := r.items.read(at, indexPath(path, index), item, true); value != absent {
			values = append(values, value)
		}
	}
	return values
}

// validTexts gives the items of a list of texts without an issue, which lists nearly always are.
func validTexts(values rule, raw any) (texts []string, areValid bool) {
	list, isList := values.(*listRule)
	if !isList {
		return nil, false
	}
	item, isText := list.items.(*textRule)
	if !isText || item.absentIfEmpty {
		return nil, false
	}
	switch items := raw.(type) {
	case []string:
		if len(items) <= list.max {
			texts = slices.Clone(items)
		}
	case []any:
		if len(items) > list.max {
			return nil, false
		}
		texts = make([]string, len(items))
		for index, each := range items {
			if texts[index], isText = each.(string); !isText {
				return nil, false
			}
		}
	default:
		return nil, false
	}
	isInvalid := func(text string) bool { return !item.isValid(text) }
	return texts, list.min <= len(texts) && len(texts) <= list.max && !slices.ContainsFunc(texts, isInvalid)
}

func (r *mapRule) read(at *decoding, path string, raw any, required bool) any {
	members, isObject := plain(raw).(*object)
	if !isObject {
		return r.orAbsent(at, path, raw, required)
	}
	if count := len(members.members); count > r.maxMembers {
		at.unreadable = true
		expected := fmt.Sprintf("at most %d members", r.maxMembers)
		at.reportAs(&r.words, path, "maxProperties", strconv.Itoa(count), "maxProperties", expected)
		return absent
	}
	values := newObject(len(members.members))
	for _, each := range members.members {
		name := each.name
		if at.isFull() {
			break
		}
		length := utf8.RuneCountInString(name)
		hasValidName := r.minName <= length && length <= r.maxName
		texts, areValid := validTexts(r.values, each.value)
		if hasValidName && areValid {
			values.set(name, texts)
			continue
		}
		where := entryPath(path, name)
		if !hasValidName {
			words := "a longer one"
			if length == 0 {
				words = "an empty name"
			}
			expected := fmt.Sprintf("a name of %d to %d characters", r.minName, r.maxName)
			at.reportAs(&r.words, where, "propertyNames", words, "propertyNames", expected)
		}
		if value := r.values.read(at, where, each.value, true); value != absent {
			values.set(name, value)
		}
	}
	return values
}

// The issues are those of the type that the value nearly is.
func (r *eitherRule) read(at *decoding, path string, raw any, required bool) any {
	if raw == absent || raw == nil && at.lenient {
		return r.orAbsent(at, path, raw, required)
	}
	better := &decoding{lenient: at.lenient}
	value := r.first.read(better, path, raw, true)
	if len(better.issues) > 0 {
		other := &decoding{lenient: at.lenient}
		if second := r.second.read(other, path, raw, true); len(other.issues) < len(better.issues) {
			better, value = other, second
		}
	}
	if len(better.issues) > 0 {
		at.report(&r.words, path, "anyOf", "another object")
	}
	for _, issue := range better.issues {
		at.add(issue.Code, issue.Path, issue.Rule, issue.Keyword, issue.Message, issue.Remediation)
	}
	for _, leniency := range better.leniencies {
		at.tolerate(leniency.Path, leniency.Kind, leniency.Message)
	}
	at.unreadable = at.unreadable || better.unreadable
	return value
}

func (r *textOrObjectRule) read(at *decoding, path string, raw any, required bool) any {
	if at.textOrObject != nil && raw != absent && (raw != nil || !at.lenient) {
		return at.textOrObject(at, path, raw)
	}
	if _, isText := plain(raw).(string); isText {
		return r.text.read(at, path, raw, required)
	}
	return r.object.read(at, path, raw, required)
}

// What is read of an open object are its named members.
func (r *objectRule) read(at *decoding, path string, raw any, required bool) any {
	source, isObject := plain(raw).(*object)
	if !isObject {
		return r.orAbsent(at, path, raw, required)
	}
	if at.lenient || !r.open {
		for _, each := range source.members {
			if !r.declares(each.name) {
				at.unknownMember(r, path, each.name, each.value)
			}
		}
	}
	value := newObject(len(r.members) + 2) // room for what signing adds
	for _, member := range r.members {
		given := source.get(member.name)
		if given == absent && !member.required {
			continue
		}
		if read := member.rule.read(at, memberPath(path, member.name), given, member.required); read != absent {
			value.set(member.name, read)
		}
	}
	return value
}
