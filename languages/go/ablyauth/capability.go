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
	names      []string
	operations map[string][]string
	text       string
	treeOnce   sync.Once
	tree       patternTree
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
	return slices.Clone(c.names)
}

// Operations gives the operations on the resource of that very name, in canonical order; nil where it has none.
func (c *Capability) Operations(name string) []string {
	if c == nil {
		return nil
	}
	return slices.Clone(c.operations[name])
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
	for _, name := range inner.names {
		for _, operation := range inner.operations[name] {
			if !c.patterns().grants(patternOf(name), operation) {
				return false
			}
		}
	}
	return true
}

// UnknownOperations gives the operations that Ably does not document, sorted: all else takes them as they are (RSA9f).
func (c *Capability) UnknownOperations() []string {
	var unknown []string
	known := KnownOperations()
	for _, name := range c.Names() {
		for _, operation := range c.operations[name] {
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
		for _, name := range c.names {
			c.tree.add(patternOf(name), c.operations[name])
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
	granted := make(map[string][]string, len(read.members))
	for _, each := range read.members {
		name, items := each.name, each.value.([]any)
		operations := make([]string, len(items))
		for index, operation := range items {
			operations[index] = operation.(string)
		}
		sortUTF16(operations)
		granted[name] = slices.Compact(operations)
		if len(granted[name]) > 1 && slices.Contains(operations, "*") {
			at.breach(&ruleCapabilityWildcard, entryPath(path, name), "maxItems", "other operations beside it")
		}
		if !utf8.ValidString(name) || slices.ContainsFunc(operations, isIllFormed) {
			at.breachAs(&ruleJSONWellFormed, entryPath(path, name), "pattern", "bytes that are no UTF-8", rule.code)
		}
	}
	if len(at.issues) > before {
		return nil
	}
	return written(granted)
}

func isIllFormed(text string) bool { return !utf8.ValidString(text) }

// written is the capability of resources whose operations are sorted.
func written(granted map[string][]string) *Capability {
	capability := &Capability{names: make([]string, 0, len(granted)), operations: granted}
	for name := range granted {
		capability.names = append(capability.names, name)
	}
	sortUTF16(capability.names)
	text := []byte{'{'}
	for index, name := range capability.names {
		if index > 0 {
			text = append(text, ',')
		}
		text = append(appendQuoted(text, name), ":["...)
		for index, operation := range granted[name] {
			if index > 0 {
				text = append(text, ',')
			}
			text = appendQuoted(text, operation)
		}
		text = append(text, ']')
	}
	capability.text = string(append(text, '}'))
	return capability
}

// readCanonicalText reads the capability that is asked for as the one form that is signed (RSA9f).
func readCanonicalText(at *decoding, path string, raw any) any {
	capability := readCapability(at, path, raw)
	if capability == nil {
		return absent
	}
	if len(capability.names) == 0 {
		at.breach(&ruleCapabilityEmpty, path, "type", "one without resources")
		return absent
	}
	return capability.text
}
