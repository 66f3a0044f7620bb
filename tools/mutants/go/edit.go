package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// edit puts text in the place of a range of the source. Of the edits at one place those that end an expression come
// first, the innermost before the others, then those that begin one, the outermost before the others.
type edit struct {
	from, to int
	text     string
	order    int
}

type mutator struct {
	files *token.FileSet
	text  []byte
	info  *types.Info
	here  *types.Package
	count *int
	found []mutant
	edits []edit
}

// qualifier writes the types of other packages as the sources do.
func (v visitor) qualifier(other *types.Package) string {
	if other == v.here {
		return ""
	}
	return other.Name()
}

func (v visitor) add(was, now string) int {
	*v.count++
	v.found = append(v.found, mutant{
		Number: *v.count, Line: v.line, Function: v.function, Statement: v.statement, Was: oneLine(was), Now: oneLine(now),
	})
	return *v.count
}

func (v visitor) wrap(expression ast.Expr, function string, number, depth int) {
	v.insert(expression.Pos(), function[:strings.Index(function, "(")+1]+fmt.Sprint(number)+", "+function[strings.Index(function, "(")+1:], depth)
	v.insert(expression.End(), ")", -depth)
}

// call writes a binary expression as a call.
func (v visitor) call(expression *ast.BinaryExpr, before, between, after string) {
	v.insert(expression.Pos(), before, v.depth)
	// With the line end after the operator, which would end a return.
	v.edits = append(v.edits, edit{v.offset(expression.OpPos), v.offset(expression.Y.Pos()), between, 0})
	v.insert(expression.End(), after, -v.depth)
}

func (v visitor) insert(at token.Pos, text string, order int) {
	offset := v.offset(at)
	v.edits = append(v.edits, edit{offset, offset, text, order})
}

func (m *mutator) offset(at token.Pos) int { return m.files.Position(at).Offset }

func (m *mutator) source(node ast.Node) string {
	return string(m.text[m.offset(node.Pos()):m.offset(node.End())])
}

func (m *mutator) firstLine(node ast.Node) string {
	line, _, _ := strings.Cut(m.source(node), "\n")
	return line
}

func (m *mutator) mutated() []byte {
	sort.SliceStable(m.edits, func(i, j int) bool {
		if m.edits[i].from != m.edits[j].from {
			return m.edits[i].from < m.edits[j].from
		}
		return m.edits[i].order < m.edits[j].order
	})
	var text []byte
	end := 0
	for _, each := range m.edits {
		text = append(text, m.text[end:each.from]...)
		text = append(text, each.text...)
		end = each.to
	}
	return append(text, m.text[end:]...)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
