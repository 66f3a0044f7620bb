package ablyauth

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Intersect gives what two capabilities both permit, exactly. The service gives a token what was asked and what the key
// has.
//
// A resource that either side names stays by name, with those operations of its entry that the other side grants on all
// of it: revocation by channel matches names literally. Two patterns that overlap, such as foo:*:x and foo:bar:*, add
// what they have in common, foo:bar:x, unless another entry of the result covers it.
//
// The error has code 40000 if there are over a million pairs of resources to compare, or if what the two have in common
// is over the limits of a capability.
func Intersect(a, b *Capability) (*Capability, error) {
	if a == nil || b == nil {
		return nil, errors.New("ablyauth: Intersect: expected two capabilities, got nil")
	}
	if len(a.entries)*len(b.entries) > IntersectMaxPairs {
		return nil, exceeded(IntersectMaxPairs, "pairs of resources", "")
	}
	common := intersection{entriesOf(a), entriesOf(b)}
	granted, isOverlapping := common.named()
	// Before the crossings, whose work grows with them.
	if err := granted.exceededOperations(); err != nil {
		return nil, err
	}
	if isOverlapping && !common.addCrossed(granted) || len(granted) > CapabilityMaxResources {
		return nil, exceeded(CapabilityMaxResources, "resources in common", "")
	}
	if err := granted.exceededOperations(); err != nil {
		return nil, err
	}
	result := make([]grant, 0, len(granted))
	for name := range granted {
		// A crossing can have a longer name than both of its patterns.
		if utf8.RuneCountInString(name) > ResourceMaxLength {
			return nil, exceeded(ResourceMaxLength, "characters in a name", "Use shorter resource names.")
		}
		operations := granted.operations(name)
		sortUTF16(operations)
		result = append(result, grant{name, operations})
	}
	return written(result), nil
}

// grants has sets of operations by resource: a resource may be named by a million pairs.
type grants map[string]map[string]struct{}

func (g grants) add(resource string, operations []string) {
	if g[resource] == nil && len(operations) > 0 {
		g[resource] = map[string]struct{}{}
	}
	for _, operation := range operations {
		g[resource][operation] = struct{}{}
	}
}

// operations gives those of a resource: "*" alone where it is one of them.
func (g grants) operations(resource string) []string {
	if _, isEvery := g[resource]["*"]; isEvery {
		return []string{"*"}
	}
	operations := make([]string, 0, len(g[resource]))
	for operation := range g[resource] {
		operations = append(operations, operation)
	}
	return operations
}

// exceededOperations is the error of a resource with too many operations: a * can grant those of many entries.
func (g grants) exceededOperations() error {
	for _, operations := range g {
		if _, isEvery := operations["*"]; !isEvery && len(operations) > ResourceMaxOperations {
			return exceeded(ResourceMaxOperations, "operations on a resource", `List fewer operations, or "*" alone.`)
		}
	}
	return nil
}

func exceeded(most int, what, remediation string) error {
	if remediation == "" {
		remediation = "Name fewer resources: one pattern in place of the names that it covers."
	}
	message := fmt.Sprintf("intersect: expected at most %d %s, got more", most, what)
	return newError(ErrBadRequest, "$", message, remediation)
}

type entry struct {
	grant
	pattern   pattern
	isLiteral bool
}

func entriesOf(capability *Capability) []entry {
	entries := make([]entry, len(capability.entries))
	for index, each := range capability.entries {
		pattern := patternOf(each.resource)
		entries[index] = entry{each, pattern, pattern.isLiteral()}
	}
	return entries
}

type intersection struct{ left, right []entry }

// named gives what both grant on the resources that either names, and whether two patterns overlap besides.
func (i intersection) named() (granted grants, isOverlapping bool) {
	granted = grants{}
	i.eachCrossing(func(p, q entry, _ pattern) bool {
		pInQ, qInP := q.pattern.contains(p.pattern), p.pattern.contains(q.pattern)
		operations := commonOperations(p, q)
		if pInQ {
			granted.add(p.resource, operations)
		}
		if qInP {
			granted.add(q.resource, operations)
		}
		isOverlapping = isOverlapping || !pInQ && !qInP
		return true
	})
	return granted, isOverlapping
}

// eachCrossing calls a function with each pair that has resources in common, and these, until it returns false.
func (i intersection) eachCrossing(use func(p, q entry, common pattern) bool) {
	for _, p := range i.left {
		for _, q := range i.right {
			if p.isLiteral && q.isLiteral && !p.pattern.equals(q.pattern) {
				continue
			}
			if common, overlap := cross(p.pattern, q.pattern); overlap && !use(p, q, common) {
				return
			}
		}
	}
}

func commonOperations(p, q entry) []string {
	if p.operations[0] == "*" {
		return q.operations
	}
	if q.operations[0] == "*" {
		return p.operations
	}
	var both []string
	for _, operation := range p.operations {
		if slices.Contains(q.operations, operation) {
			both = append(both, operation)
		}
	}
	return both
}

// addCrossed adds to the named resources what patterns that overlap have in common, unless another entry covers it. It
// reports whether the result is within the limit of resources.
func (i intersection) addCrossed(granted grants) bool {
	var tree patternTree
	for resource := range granted {
		tree.add(patternOf(resource), granted.operations(resource))
	}
	crossed := grants{}
	i.eachCrossing(func(p, q entry, common pattern) bool {
		if operations := commonOperations(p, q); !tree.grants(common, operations...) {
			crossed.add(common.name(), operations)
		}
		return len(granted)+len(crossed) <= CapabilityMaxResources
	})
	if len(granted)+len(crossed) > CapabilityMaxResources {
		return false
	}
	// The widest first, so that the entry that covers another one already is in the tree.
	names := make([]string, 0, len(crossed))
	for name := range crossed {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return compareWidth(patternOf(a), patternOf(b)) })
	for _, name := range names {
		pattern, operations := patternOf(name), crossed.operations(name)
		if !tree.grants(pattern, operations...) {
			granted.add(name, operations)
			tree.add(pattern, operations)
		}
	}
	return true
}

// compareWidth orders a pattern before those that it contains.
func compareWidth(p, q pattern) int {
	if difference := p.fixedSteps() - q.fixedSteps(); difference != 0 {
		return difference
	}
	if difference := len(p.steps) - len(q.steps); difference != 0 {
		return difference
	}
	switch {
	case p.isOpen == q.isOpen:
		return 0
	case p.isOpen:
		return -1
	default:
		return 1
	}
}

func (p pattern) fixedSteps() int {
	count := 0
	for _, step := range p.steps {
		if step != "*" {
			count++
		}
	}
	return count
}
