package ablyauth

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What the generated tables are made of: how each kind of value is read, and the words of its rules.

// unbounded is a bound that is not there.
const unbounded = math.MaxInt

// rule is how a value is read.
type rule interface {
	about() *words
	// read reads a value, or notes what is wrong with it; absent where there is nothing to read.
	read(at *decoding, path string, raw any, required bool) any
}

// words are the words and the error code of the rules of one value; a rule's id is this id and its keyword.
type words struct {
	id string
	// Ably's error code; its first three digits are the HTTP status.
	code int
	// Completes the sentence "expected …".
	expected string
	// How to fix a value that breaks a rule.
	fix string
	// The same for single rules, by keyword.
	fixes map[string]string
}

func (w *words) about() *words { return w }

// textRule is a text; lengths count code points.
type textRule struct {
	words
	min, max int
	pattern  *textPattern
	// Whether some senders write an empty text for an absent one.
	absentIfEmpty bool
}

// integerRule is a whole number.
type integerRule struct {
	words
	min, max float64
	// Whether some senders write 0 for an absent number.
	absentIfZero bool
}

// choiceRule is one of some fixed texts.
type choiceRule struct {
	words
	choices []string
}

// flagRule is true or false.
type flagRule struct{ words }

// callbackRule is a function: a member that is not JSON.
type callbackRule struct{ words }

// anyObjectRule is an object that may have any members.
type anyObjectRule struct{ words }

// listRule is a list; its bounds are checked before it is read.
type listRule struct {
	words
	items    rule
	min, max int
}

// mapRule is an object whose members have any name and one form.
type mapRule struct {
	words
	values                       rule
	maxMembers, minName, maxName int
}

// eitherRule is a value of one of two types.
type eitherRule struct {
	words
	first, second rule
}

// textOrObjectRule is a text or an object; its words are those of the object.
type textOrObjectRule struct{ text, object rule }

func (r *textOrObjectRule) about() *words { return r.object.about() }

// objectRule is an object with named members.
type objectRule struct {
	words
	members []memberRule
	// Whether it may have other members too (RSF1).
	open bool
}

func (r *objectRule) declares(name string) bool {
	return slices.ContainsFunc(r.members, func(member memberRule) bool { return member.name == name })
}

// memberRule is a member of an object.
type memberRule struct {
	name     string
	rule     rule
	required bool
}

// textPattern covers the whole of a text.
type textPattern struct {
	whole, beginning *regexp.Regexp
	// Whether it allows all characters but some; it then also refuses what has no UTF-8 form.
	isExclusion bool
	// The ASCII characters that such a pattern allows.
	allowed [utf8.RuneSelf]bool
}

func newPattern(source string, isExclusion bool) *textPattern {
	whole, beginning := regexp.MustCompile(`\A(?:`+source+`)\z`), regexp.MustCompile(`\A(?:`+source+`)`)
	pattern := &textPattern{whole: whole, beginning: beginning, isExclusion: isExclusion}
	for character := range pattern.allowed {
		pattern.allowed[character] = isExclusion && whole.MatchString(string(rune(character)))
	}
	return pattern
}

func (p *textPattern) matches(text string) bool {
	isOther := func(character rune) bool { return character >= utf8.RuneSelf || !p.allowed[character] }
	if p.isExclusion && !strings.ContainsFunc(text, isOther) {
		return true
	}
	return p.whole.MatchString(text) && (!p.isExclusion || utf8.ValidString(text))
}

// firstMismatch says which character a pattern refuses, where it refuses some: it then matches the empty text.
func (p *textPattern) firstMismatch(text string) (index int, character rune, isKnown bool) {
	if !p.whole.MatchString("") {
		return 0, 0, false
	}
	beginning := text[:p.beginning.FindStringIndex(text)[1]]
	for offset, character := range beginning {
		if _, size := utf8.DecodeRuneInString(text[offset:]); character == utf8.RuneError && size == 1 {
			beginning = text[:offset]
			break
		}
	}
	character, size := utf8.DecodeRuneInString(text[len(beginning):])
	if character == utf8.RuneError && size == 1 {
		character = -1 // bytes that are not UTF-8
	}
	return utf8.RuneCountInString(beginning), character, true
}
