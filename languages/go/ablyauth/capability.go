package ablyauth

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// CapabilityInput is a capability as a caller may have it: [Resources], [CapabilityText], or the [*Capability] that
// [ParseCapability] returned.
type CapabilityInput interface{ isCapabilityInput() }

// Resources is a capability as resource → operations.
type Resources map[string][]string

// CapabilityText is a capability as JSON text of up to 128 KiB.
type CapabilityText string

func (Resources) isCapabilityInput()      {}
func (CapabilityText) isCapabilityInput() {}
func (*Capability) isCapabilityInput()    {}

// Capability is a capability that was read: resource → operations, both in canonical order, each once. It does not
// change. A nil one permits nothing.
type Capability struct {
	entries  []grant
	text     string
	treeOnce sync.Once
	tree     patternTree
}

// grant is the operations on a resource.
type grant struct {
	resource   string
	operations []string
}

// ParseCapability reads a capability.
//
// The error has code 40000, and the path of what is wrong.
func ParseCapability(capability CapabilityInput) (*Capability, error) {
	at := &decoding{}
	read := readCapability(at, "$", capability)
	if read == nil {
		return nil, at.err("capability")
	}
	return read, nil
}

// CanonicalizeCapability writes a capability as the one text that every signer of it has to write (RSA9f, TK2b).
//
// No white space, resources and operations each in the order of UTF-16 code units, each operation once, strings escaped
// as in RFC 8785. The error has code 40000, and the path of what is wrong.
func CanonicalizeCapability(capability CapabilityInput) (string, error) {
	read, err := ParseCapability(capability)
	if err != nil {
		return "", err
	}
	return read.text, nil
}

// Text is the canonical text, which is signed.
func (c *Capability) Text() string {
	if c == nil {
		return ""
	}
	return c.text
}

// String is the canonical text.
func (c *Capability) String() string { return c.Text() }

// MarshalJSON gives the canonical text, which is a JSON object.
func (c *Capability) MarshalJSON() ([]byte, error) {
	if c.Text() == "" {
		return []byte("null"), nil
	}
	return []byte(c.text), nil
}

// Names gives the names of the resources, in canonical order.
func (c *Capability) Names() []string {
	if c == nil {
		return nil
	}
	names := make([]string, len(c.entries))
	for index, each := range c.entries {
		names[index] = each.resource
	}
	return names
}

// Operations gives the operations on the resource of that very name, in canonical order; nil where it has none.
func (c *Capability) Operations(name string) []string {
	if c == nil {
		return nil
	}
	byName := func(each grant, name string) int { return compareUTF16(each.resource, name) }
	index, isNamed := slices.BinarySearchFunc(c.entries, name, byName)
	if !isNamed {
		return nil
	}
	return slices.Clone(c.entries[index].operations)
}

// Permits reports whether one entry matches a resource and lists an operation, or "*".
//
// The resource is the name of one channel, queue or metachannel, such as foo:bar or [meta]log. A segment * of an entry
// stands for exactly one segment in the middle, at the end for zero or more. * alone is every ordinary channel, [meta]*
// every metachannel, [*]* everything. The operation * asks for all.
func (c *Capability) Permits(resource, operation string) bool {
	return c != nil && c.patterns().grants(pattern{steps: stepsOf(resource)}, operation)
}

// Covers reports whether each operation on each resource of inner is covered by one entry of c.
//
// A true is certain. A false may be wrong where only several entries of c together cover one of inner: that is not
// looked for, since to decide it is coNP-hard.
func (c *Capability) Covers(inner *Capability) bool {
	if c == nil || inner == nil {
		return false
	}
	for _, each := range inner.entries {
		for _, operation := range each.operations {
			if !c.patterns().grants(patternOf(each.resource), operation) {
				return false
			}
		}
	}
	return true
}

// UnknownOperations gives the operations that Ably does not document, sorted: all else takes them as they are (RSA9f).
func (c *Capability) UnknownOperations() []string {
	if c == nil {
		return nil
	}
	var unknown []string
	known := KnownOperations()
	for _, each := range c.entries {
		for _, operation := range each.operations {
			if !slices.Contains(known, operation) {
				unknown = append(unknown, operation)
			}
		}
	}
	sortUTF16(unknown)
	return slices.Compact(unknown)
}

// patterns gives the patterns for look-ups, which are built at the first use.
func (c *Capability) patterns() *patternTree {
	c.treeOnce.Do(func() {
		for _, each := range c.entries {
			c.tree.add(patternOf(each.resource), each.operations)
		}
	})
	return &c.tree
}

// readCapability reads a capability; nil where there is an issue, whose path is below path.
func readCapability(at *decoding, path string, raw any) *Capability {
	if parsed, isParsed := raw.(*Capability); isParsed && parsed != nil {
		return parsed
	} else if isParsed {
		raw = nil
	}
	before := len(at.issues)
	rule := &ruleCapability
	if text, isText := plain(raw).(string); isText {
		raw = readJSONText(at, path, text, rule.code)
	}
	if len(at.issues) > before {
		return nil
	}
	read, isObject := rule.read(at, path, raw, true).(*object)
	if !isObject {
		return nil
	}
	granted := make([]grant, len(read.members))
	for index, each := range read.members {
		name, operations := each.name, textsOf(each.value)
		sortUTF16(operations)
		operations = slices.Compact(operations)
		if len(operations) > 1 && slices.Contains(operations, "*") {
			at.breach(&ruleCapabilityWildcard, entryPath(path, name), "maxItems", "other operations beside it")
		}
		if !utf8.ValidString(name) || slices.ContainsFunc(operations, isIllFormed) {
			at.breachAs(&ruleJSONWellFormed, entryPath(path, name), "pattern", "bytes that are not UTF-8", rule.code)
		}
		granted[index] = grant{name, operations}
	}
	if len(at.issues) > before {
		return nil
	}
	return written(granted)
}

// textsOf gives the items of a list of texts that was read.
func textsOf(read any) []string {
	if texts, areTexts := read.([]string); areTexts {
		return texts
	}
	items := read.([]any)
	texts := make([]string, len(items))
	for index, item := range items {
		texts[index] = item.(string)
	}
	return texts
}

func isIllFormed(text string) bool { return !utf8.ValidString(text) }

// written is the capability of resources whose operations are sorted.
func written(entries []grant) *Capability {
	slices.SortFunc(entries, func(a, b grant) int { return compareUTF16(a.resource, b.resource) })
	size := len("{}")
	for _, each := range entries {
		size += len(`"":[],`) + len(each.resource)
		for _, operation := range each.operations {
			size += len(`"",`) + len(operation)
		}
	}
	text := append(make([]byte, 0, size), '{')
	for index, each := range entries {
		if index > 0 {
			text = append(text, ',')
		}
		text = append(appendQuoted(text, each.resource), ":["...)
		for index, operation := range each.operations {
			if index > 0 {
				text = append(text, ',')
			}
			text = appendQuoted(text, operation)
		}
		text = append(text, ']')
	}
	return &Capability{entries: entries, text: string(append(text, '}'))}
}

// canonicalTexts has the texts of short capabilities by what was asked for: a server asks for the same few again and
// again.
var canonicalTexts = struct {
	sync.RWMutex
	by map[string]any
}{by: map[string]any{}}

const mostKept, longestKept = 64, 2048

// readCanonicalText reads the capability that is asked for as the one form that is signed (RSA9f).
func readCanonicalText(at *decoding, path string, raw any) any {
	text, isText := raw.(CapabilityText)
	if isText {
		canonicalTexts.RLock()
		kept, isKept := canonicalTexts.by[string(text)]
		canonicalTexts.RUnlock()
		if isKept {
			return kept
		}
	}
	capability := readCapability(at, path, raw)
	if capability == nil {
		return absent
	}
	if len(capability.entries) == 0 {
		at.breach(&ruleCapabilityEmpty, path, "type", "one without resources")
		return absent
	}
	if isText && len(text) <= longestKept && canonicalTexts.TryLock() {
		if len(canonicalTexts.by) >= mostKept {
			clear(canonicalTexts.by)
		}
		canonicalTexts.by[string(text)] = capability.text
		canonicalTexts.Unlock()
	}
	return capability.text
}
