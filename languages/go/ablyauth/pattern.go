package ablyauth

import (
	"slices"
	"strings"
)

// What the resource names of a capability stand for.

// pattern is the qualifier's type, then the segments, * for any; an open pattern goes on with zero or more segments.
//
// [meta]foo:* has the steps meta, foo and is open.
type pattern struct {
	steps  []string
	isOpen bool
}

// stepsOf gives the steps of a resource: the type of its qualifier, empty for an ordinary channel, and its segments.
//
// The type ends at = or ?, where a channel's filter and params begin: [?rewind=1]foo is the channel foo. A bracket that
// nothing closes is part of the first segment.
func stepsOf(resource string) []string {
	qualifier, path := "", resource
	if end := strings.IndexByte(resource, ']'); end > 0 && resource[0] == '[' {
		qualifier, path = resource[1:end], resource[end+1:]
	}
	if end := strings.IndexAny(qualifier, "=?"); end >= 0 {
		qualifier = qualifier[:end]
	}
	return append([]string{qualifier}, strings.Split(path, ":")...)
}

// patternOf gives the pattern that a resource of a capability is.
func patternOf(resource string) pattern {
	steps := stepsOf(resource)
	isOpen := steps[len(steps)-1] == "*"
	// Every resource has a segment, so * and *:* say the same and get the same steps.
	if isOpen && len(steps) > 2 {
		steps = steps[:len(steps)-1]
	}
	return pattern{steps, isOpen}
}

// name gives the same text for patterns that say the same.
func (p pattern) name() string {
	path := strings.Join(p.steps[1:], ":")
	if p.isOpen {
		path += ":*"
	}
	// Without its empty qualifier, a path such as [x:y]z would be read as qualified.
	if kind := p.steps[0]; kind != "" || path == "" || path[0] == '[' {
		return "[" + kind + "]" + path
	}
	return path
}

// isLiteral reports whether it stands for one resource, so that of two such patterns only equal ones overlap.
func (p pattern) isLiteral() bool { return !p.isOpen && !slices.Contains(p.steps, "*") }

func (p pattern) equals(other pattern) bool {
	return p.isOpen == other.isOpen && slices.Equal(p.steps, other.steps)
}

// contains reports whether a pattern stands for all that another one does.
func (p pattern) contains(inner pattern) bool {
	if len(inner.steps) < len(p.steps) || !p.isOpen && (inner.isOpen || len(inner.steps) > len(p.steps)) {
		return false
	}
	for index, step := range p.steps {
		if step != "*" && step != inner.steps[index] {
			return false
		}
	}
	return true
}

// cross gives the resources that two patterns have in common, which are a pattern again.
func cross(p, q pattern) (common pattern, overlap bool) {
	short, long := p, q
	if len(q.steps) <= len(p.steps) {
		short, long = q, p
	}
	if len(short.steps) < len(long.steps) && !short.isOpen {
		return pattern{}, false
	}
	steps := slices.Clone(long.steps)
	for index, step := range short.steps {
		switch {
		case steps[index] == "*":
			steps[index] = step
		case step != "*" && step != steps[index]:
			return pattern{}, false
		}
	}
	return pattern{steps, p.isOpen && q.isOpen}, true
}

// patternTree has the patterns of a capability by their steps, so that a look-up passes over those that cannot match.
type patternTree struct {
	next map[string]*patternTree
	// Operations on the resource that ends here, and on every resource that begins so.
	here, below []string
}

// add adds the operations that one entry grants.
func (t *patternTree) add(p pattern, operations []string) {
	node := t
	for _, step := range p.steps {
		child := node.next[step]
		if child == nil {
			child = &patternTree{}
			if node.next == nil {
				node.next = map[string]*patternTree{}
			}
			node.next[step] = child
		}
		node = child
	}
	if p.isOpen {
		node.below = append(node.below, operations...)
	} else {
		node.here = append(node.here, operations...)
	}
}

// grants reports whether one entry grants all operations on all that a pattern stands for.
func (t *patternTree) grants(p pattern, operations ...string) bool {
	type place struct {
		node  *patternTree
		depth int
	}
	pending := []place{{t, 0}} // no recursion: a name may have thousands of segments
	for len(pending) > 0 {
		node, depth := pending[len(pending)-1].node, pending[len(pending)-1].depth
		pending = pending[:len(pending)-1]
		if lists(node.below, operations) {
			return true
		}
		if depth == len(p.steps) {
			if !p.isOpen && lists(node.here, operations) {
				return true
			}
			continue
		}
		if child := node.next[p.steps[depth]]; child != nil {
			pending = append(pending, place{child, depth + 1})
		}
		if child := node.next["*"]; child != nil && p.steps[depth] != "*" {
			pending = append(pending, place{child, depth + 1})
		}
	}
	return false
}

func lists(granted, operations []string) bool {
	if len(granted) == 0 || slices.Contains(granted, "*") {
		return len(granted) > 0
	}
	return !slices.ContainsFunc(operations, func(operation string) bool { return !slices.Contains(granted, operation) })
}
