package ablyauth

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// JSON text, read strictly: a member named twice, text over the limits and a lone surrogate are refused.

// readJSONText reads JSON text; absent where something is wrong with it. The path of an issue continues path; its error
// code is that of the rule where code is 0.
func readJSONText(at *decoding, path, text string, code int) any {
	refuse := func(w *words, path, got string) any {
		if code == 0 {
			at.breach(w, path, "type", got)
		} else {
			at.breachAs(w, path, "type", got, code)
		}
		return absent
	}
	if len(text) > TokenTextMaxBytes {
		return refuse(&ruleJSONSize, path, "more")
	}
	if !utf8.ValidString(text) {
		return refuse(&ruleJSONSyntax, path, "bytes that are not UTF-8")
	}
	if isTooDeep(text) {
		return refuse(&ruleJSONDepth, path, "more")
	}
	// The message of encoding/json quotes the text, which may hold a secret.
	if !json.Valid([]byte(text)) {
		return refuse(&ruleJSONSyntax, path, "other text")
	}
	reader := jsonReader{rest: text, trail: []step{{name: path}}}
	value := reader.value()
	switch {
	case reader.duplicate != "":
		return refuse(&ruleJSONDuplicate, reader.duplicate, "a second one")
	case reader.illFormed != "":
		return refuse(&ruleJSONWellFormed, reader.illFormed, "a lone surrogate")
	default:
		return value
	}
}

func isTooDeep(text string) bool {
	depth, inString := 0, false
	for index := 0; index < len(text); index++ {
		switch character := text[index]; {
		case inString && character == '\\':
			index++
		case character == '"':
			inString = !inString
		case inString:
		case character == '[' || character == '{':
			if depth++; depth > JSONMaxDepth {
				return true
			}
		case character == ']' || character == '}':
			depth--
		}
	}
	return false
}

// jsonReader reads text that is valid JSON.
type jsonReader struct {
	rest string
	// Where the reader is. Its path is written for an issue alone: names can be long, and lists too.
	trail []step
	// The path of the first member that is named twice, and of the first lone surrogate; "" where all are right.
	duplicate, illFormed string
}

// step is a member or an item below another value; the first one is the path of all.
type step struct {
	name   string
	index  int
	isItem bool
}

func (r *jsonReader) path() string {
	path := r.trail[0].name
	for _, step := range r.trail[1:] {
		if step.isItem {
			path = indexPath(path, step.index)
		} else {
			path = memberPath(path, step.name)
		}
	}
	return path
}

func (r *jsonReader) value() any {
	switch r.peek() {
	case '{':
		return r.object()
	case '[':
		return r.list()
	case '"':
		text, raw := r.text()
		r.noteLoneSurrogate(raw)
		return text
	}
	end := strings.IndexAny(r.rest, ",]} \t\r\n")
	if end < 0 {
		end = len(r.rest)
	}
	token := r.rest[:end]
	r.rest = r.rest[end:]
	switch token {
	case "null":
		return nil
	case "true", "false":
		return token == "true"
	}
	number, _ := strconv.ParseFloat(token, 64) // one that is too large is infinite
	return number
}

// peek gives the character that the next token begins with.
func (r *jsonReader) peek() byte {
	for r.rest[0] == ' ' || r.rest[0] == '\t' || r.rest[0] == '\r' || r.rest[0] == '\n' {
		r.rest = r.rest[1:]
	}
	return r.rest[0]
}

// ends steps over what is before an item or a member, or over the closing bracket.
func (r *jsonReader) ends(bracket byte) bool {
	if r.peek() != bracket {
		r.rest = r.rest[1:] // what opened it, or a comma
	}
	if r.peek() != bracket {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

func (r *jsonReader) list() []any {
	items := make([]any, 0, 4)
	for !r.ends(']') {
		r.trail = append(r.trail, step{index: len(items), isItem: true})
		items = append(items, r.value())
		r.trail = r.trail[:len(r.trail)-1]
	}
	return items
}

func (r *jsonReader) object() *object {
	members := newObject(4)
	for !r.ends('}') {
		name, raw := r.text()
		r.trail = append(r.trail, step{name: name})
		r.noteLoneSurrogate(raw)
		if members.find(name) >= 0 && r.duplicate == "" {
			r.duplicate = r.path()
		}
		r.peek()
		r.rest = r.rest[1:] // the colon
		members.set(name, r.value())
		r.trail = r.trail[:len(r.trail)-1]
	}
	return members
}

// text gives a string and how it is written.
func (r *jsonReader) text() (text, raw string) {
	end := 1
	for ; r.rest[end] != '"'; end++ {
		if r.rest[end] == '\\' {
			end++
		}
	}
	raw, r.rest = r.rest[:end+1], r.rest[end+1:]
	text = raw[1:end]
	if strings.IndexByte(text, '\\') >= 0 {
		_ = json.Unmarshal([]byte(raw), &text) // it is valid
	}
	return text, raw
}

// noteLoneSurrogate looks for escapes that have no UTF-8 form: encoding/json reads them as U+FFFD.
func (r *jsonReader) noteLoneSurrogate(raw string) {
	if r.illFormed == "" && hasLoneSurrogate(raw) {
		r.illFormed = r.path()
	}
}

func hasLoneSurrogate(raw string) bool {
	for {
		start := strings.IndexByte(raw, '\\')
		if start < 0 {
			return false
		}
		raw = raw[start:]
		switch unit := escapedUnit(raw); {
		case unit < 0xd800 || unit > 0xdfff:
			raw = raw[2:] // what follows \u has no backslash
		case unit < 0xdc00 && escapedUnit(raw[6:]) >= 0xdc00 && escapedUnit(raw[6:]) <= 0xdfff:
			raw = raw[12:]
		default:
			return true
		}
	}
}

// escapedUnit gives the UTF-16 unit of an escape at the beginning of a text; -1 where no escape is.
func escapedUnit(text string) int64 {
	if !strings.HasPrefix(text, `\u`) {
		return -1
	}
	unit, _ := strconv.ParseInt(text[2:6], 16, 32)
	return unit
}

// appendQuoted writes a string of JSON as RFC 8785 §3.2.2.2 does: with the shortest escapes, and all else raw.
func appendQuoted(to []byte, text string) []byte {
	to = append(to, '"')
	start := 0
	for index := 0; index < len(text); index++ {
		character := text[index]
		if character >= ' ' && character != '"' && character != '\\' {
			continue
		}
		to = append(to, text[start:index]...)
		start = index + 1
		if short := strings.IndexByte("\b\t\n\f\r\"\\", character); short >= 0 {
			to = append(to, '\\', `btnfr"\`[short])
		} else {
			const digits = "0123456789abcdef"
			to = append(to, `\u00`...)
			to = append(to, digits[character>>4], digits[character&15])
		}
	}
	return append(append(to, text[start:]...), '"')
}

// sortUTF16 sorts by UTF-16 code units (RFC 8785 §3.2.3).
func sortUTF16(texts []string) { slices.SortFunc(texts, compareUTF16) }

func compareUTF16(a, b string) int {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	if start == len(a) || start == len(b) {
		return len(a) - len(b)
	}
	for start > 0 && !utf8.RuneStart(a[start]) {
		start--
	}
	left, _ := utf8.DecodeRuneInString(a[start:])
	right, _ := utf8.DecodeRuneInString(b[start:])
	// UTF-8 sorts by code points, and so does this except for surrogates, which are before U+E000.
	if isLeftAstral := left > 0xffff; isLeftAstral != (right > 0xffff) && left >= 0xe000 && right >= 0xe000 {
		return int(right - left)
	}
	return int(left - right)
}
