package ablyauth

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The readers of values that hold no others.

const maxSafeInteger = 1<<53 - 1

// isValid reports whether a text breaks no rule.
func (r *textRule) isValid(text string) bool {
	length := len(text)
	if length > r.max || r.min > 1 && length >= r.min { // bytes, of which a character has one or more
		length = utf8.RuneCountInString(text)
	}
	return r.min <= length && length <= r.max && (r.pattern == nil || r.pattern.matches(text))
}

func (r *textRule) read(at *decoding, path string, raw any, required bool) any {
	boxed := plain(raw)
	text, isText := boxed.(string)
	if !isText {
		return r.orAbsent(at, path, raw, required)
	}
	if at.lenient && r.absentIfEmpty && text == "" {
		at.tolerate(path, "empty-capability", "empty text, read as absent")
		return r.orAbsent(at, path, absent, required)
	}
	if r.isValid(text) {
		return boxed
	}
	length := utf8.RuneCountInString(text)
	if length < r.min {
		at.report(&r.words, path, "minLength", characters(length))
	}
	if length > r.max {
		at.report(&r.words, path, "maxLength", characters(length))
	} else if r.pattern != nil && !r.pattern.matches(text) {
		r.reportPattern(at, path, text)
	}
	return boxed
}

func (r *textRule) reportPattern(at *decoding, path, text string) {
	index, character, isKnown := r.pattern.firstMismatch(text)
	switch {
	case !isKnown:
		at.report(&r.words, path, "pattern", "a string of another form")
	case character < 0:
		at.reportAs(&r.words, path, "pattern", "bytes that are not UTF-8", "wellFormed", r.expected)
	default:
		at.report(&r.words, path, "pattern", fmt.Sprintf("%U at index %d", character, index))
	}
}

// characters says how long a text is.
func characters(length int) string {
	switch length {
	case 0:
		return "an empty string"
	case 1:
		return "1 character"
	default:
		return fmt.Sprintf("%d characters", length)
	}
}

var decimal = regexp.MustCompile(`\A(?:0|-?[1-9][0-9]*)\z`)

// quantity is a number with a unit, which cannot be a secret: 1h, 3600s.
var quantity = regexp.MustCompile(`\A[0-9][0-9.,]{0,15} ?[A-Za-z]{0,7}\z`)

func (r *integerRule) read(at *decoding, path string, raw any, required bool) any {
	text, isText := plain(raw).(string)
	number, isWhole := wholeNumber(raw)
	if isText {
		if !at.lenient || !decimal.MatchString(text) {
			at.unreadable = true
			words := got(text)
			if quantity.MatchString(text) {
				words = strconv.Quote(text)
			}
			at.report(&r.words, path, "type", words)
			return absent
		}
		number, _ = strconv.ParseFloat(text, 64)
		isWhole = true
	}
	// Past 2^53 two readers may see different numbers.
	if !isWhole || at.lenient && math.Abs(number) > maxSafeInteger {
		return r.orAbsent(at, path, raw, required)
	}
	if isText {
		at.tolerate(path, "decimal-string", "decimal text, read as a number")
	}
	if at.lenient && r.absentIfZero && number == 0 {
		at.tolerate(path, "zero-ttl", "0, read as absent")
		return r.orAbsent(at, path, absent, required)
	}
	if number < r.min {
		at.report(&r.words, path, "minimum", numberText(number))
	} else if number > r.max {
		at.report(&r.words, path, "maximum", numberText(number))
	}
	return number
}

func (r *choiceRule) read(at *decoding, path string, raw any, required bool) any {
	text, isText := plain(raw).(string)
	if !isText {
		return r.orAbsent(at, path, raw, required)
	}
	if slices.Contains(r.choices, text) {
		return text
	}
	at.unreadable = true
	keyword := "enum"
	if len(r.choices) == 1 {
		keyword = "const"
	}
	at.report(&r.words, path, keyword, "another string")
	return absent
}

func (r *flagRule) read(at *decoding, path string, raw any, required bool) any {
	if flag, isFlag := plain(raw).(bool); isFlag {
		return flag
	}
	return r.orAbsent(at, path, raw, required)
}

func (r *callbackRule) read(at *decoding, path string, raw any, required bool) any {
	if raw != nil && reflect.TypeOf(raw).Kind() == reflect.Func {
		return raw
	}
	return r.orAbsent(at, path, raw, required)
}
