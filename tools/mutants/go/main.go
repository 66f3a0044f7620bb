// Command mutants writes a Go package with every mutant in it, each switched on by its number in MUTANT: compiling a
// package for each of them would take hours. It prints a line of JSON for each mutant.
//
//	mutants <folder of the package> <folder to write it to>
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	files := token.NewFileSet()
	packages, err := parser.ParseDir(files, from, func(info os.FileInfo) bool {
		return !strings.HasSuffix(info.Name(), "_test.go")
	}, 0)
	if err != nil {
		return err
	}
	output := json.NewEncoder(os.Stdout)
	output.SetEscapeHTML(false)
	count := 0
	for name, parsed := range packages {
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		paths := make([]string, 0, len(parsed.Files))
		sources := make([]*ast.File, 0, len(parsed.Files))
		for path := range parsed.Files {
			paths = append(paths, path)
		}
		sort.Strings(paths)
		for _, path := range paths {
			sources = append(sources, parsed.Files[path])
		}
		config := types.Config{Importer: importer.ForCompiler(files, "source", nil)}
		checked, err := config.Check(name, files, sources, info)
		if err != nil {
			return err
		}
		for index, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			// What is generated are tables, which the mutants of what reads them find.
			if !strings.HasSuffix(path, "_gen.go") {
				m := &mutator{files: files, text: text, info: info, here: checked, count: &count}
				ast.Walk(visitor{m, scope{}}, sources[index])
				for _, each := range m.found {
					each.File = filepath.Base(path)
					if err := output.Encode(each); err != nil {
						return err
					}
				}
				text = m.mutated()
			}
			if err := os.WriteFile(filepath.Join(to, filepath.Base(path)), text, 0o644); err != nil {
				return err
			}
		}
		if err := os.WriteFile(filepath.Join(to, "mutants_gen.go"), []byte(fmt.Sprintf(switches, name)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

type mutant struct {
	Number    int    `json:"number"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Function  string `json:"function"`
	Statement string `json:"statement"`
	Was       string `json:"was"`
	Now       string `json:"now"`
}

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

// scope is what stands around a node.
type scope struct {
	function, statement string
	line                int
	results             []string
	depth               int
	// Whether a break would end the loop that a continue is of.
	inLoop bool
}

type visitor struct {
	*mutator
	scope
}

func (v visitor) Visit(node ast.Node) ast.Visitor {
	if node == nil {
		return nil
	}
	v.depth++
	v.line = v.files.Position(node.Pos()).Line
	switch node := node.(type) {
	case *ast.ImportSpec, *ast.Field:
		return nil
	case *ast.GenDecl:
		if node.Tok == token.CONST || node.Tok == token.TYPE {
			return nil
		}
	case *ast.ArrayType, *ast.MapType, *ast.StructType, *ast.InterfaceType:
		return nil
	case *ast.FuncDecl:
		v.function = v.nameOf(node)
		v.results = v.resultsOf(node.Type)
		v.statement = "func " + v.function
		ast.Walk(v, node.Body)
		return nil
	case *ast.FuncLit:
		v.results = v.resultsOf(node.Type)
		v.inLoop = false
		ast.Walk(v, node.Body)
		return nil
	case *ast.BlockStmt:
		v.block(node.List)
	case *ast.CaseClause:
		v.block(node.Body)
	case *ast.IfStmt:
		v.statement = v.firstLine(node)
		v.condition(node.Cond, "true", "false")
	case *ast.ForStmt:
		v.statement = v.firstLine(node)
		v.inLoop = node.Cond != nil
		if node.Cond != nil {
			v.condition(node.Cond, "false")
		}
	case *ast.RangeStmt:
		v.statement = v.firstLine(node)
		v.inLoop = true
	case *ast.SwitchStmt:
		v.inLoop = false
		v.statement = v.firstLine(node)
		if node.Tag == nil {
			for _, clause := range node.Body.List {
				for _, each := range clause.(*ast.CaseClause).List {
					v.condition(each, "true", "false")
				}
			}
		}
	case *ast.TypeSwitchStmt:
		v.inLoop = false
	case ast.Stmt:
		v.statement = v.firstLine(node)
	case ast.Expr:
		if v.isConstant(node) {
			v.number(node)
			return nil
		}
		v.expression(node)
	}
	return v
}

// isConstant tells constants that are calculated from literals, which need not have the type of these.
func (v visitor) isConstant(expression ast.Expr) bool {
	switch expression.(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr, *ast.ParenExpr:
		return v.info.Types[expression].Value != nil
	default:
		return false
	}
}

func (v visitor) number(expression ast.Expr) {
	typed := v.info.Types[expression].Type
	if basic, isBasic := typed.Underlying().(*types.Basic); isBasic && basic.Info()&types.IsInteger != 0 {
		was := v.source(expression)
		v.wrap(expression, "mutantNext["+v.typeName(typed)+"](", v.add(was, was+" + 1"), v.depth)
	}
}

func (v visitor) nameOf(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	return strings.Trim(v.source(function.Recv.List[0].Type), "*") + "." + function.Name.Name
}

func (v visitor) resultsOf(function *ast.FuncType) []string {
	var results []string
	if function.Results != nil {
		for _, field := range function.Results.List {
			for range max(1, len(field.Names)) {
				results = append(results, v.source(field.Type))
			}
		}
	}
	return results
}

// block leaves out statements, and returns nothing in the place of a value.
func (v visitor) block(statements []ast.Stmt) {
	for _, statement := range statements {
		scoped := v
		scoped.statement = v.firstLine(statement)
		scoped.line = v.files.Position(statement.Pos()).Line
		switch statement := statement.(type) {
		case *ast.ExprStmt, *ast.IncDecStmt:
			scoped.leaveOut(statement)
		case *ast.AssignStmt:
			if statement.Tok != token.DEFINE && v.source(statement.Lhs[0]) != "_" {
				scoped.leaveOut(statement)
			}
		case *ast.BranchStmt:
			if statement.Tok == token.CONTINUE && v.inLoop {
				scoped.before(statement, "break", scoped.add(v.source(statement), "break"))
			}
		case *ast.ReturnStmt:
			zeros := make([]string, len(v.results))
			for index, result := range v.results {
				zeros[index] = "*new(" + result + ")"
			}
			if len(statement.Results) > 0 && !v.isZero(statement.Results) {
				now := "return " + strings.Join(zeros, ", ")
				scoped.before(statement, now, scoped.add(v.source(statement), "return nothing"))
			}
		}
	}
}

func (v visitor) isZero(results []ast.Expr) bool {
	for _, result := range results {
		switch v.source(result) {
		case "nil", "false", `""`, "0":
		default:
			return false
		}
	}
	return true
}

func (v visitor) leaveOut(statement ast.Stmt) {
	number := v.add(v.source(statement), "")
	v.insert(statement.Pos(), fmt.Sprintf("if mutant != %d { ", number), v.depth)
	v.insert(statement.End(), " }", -v.depth)
}

func (v visitor) before(statement ast.Stmt, now string, number int) {
	v.insert(statement.Pos(), fmt.Sprintf("if mutant == %d { %s }; ", number, now), v.depth)
}

func (v visitor) condition(condition ast.Expr, values ...string) {
	was := v.source(condition)
	for _, value := range values {
		v.wrap(condition, "mutantCondition("+value+", ", v.add(was, value), v.depth)
	}
}

func (v visitor) expression(expression ast.Expr) {
	typed, isKnown := v.info.Types[expression]
	was := v.source(expression)
	switch expression := expression.(type) {
	case *ast.BinaryExpr:
		left, right := v.source(expression.X), v.source(expression.Y)
		switch operator := expression.Op; operator {
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			other := map[token.Token]token.Token{
				token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
			}[operator]
			number := v.add(was, left+" "+other.String()+" "+right)
			v.call(expression, fmt.Sprintf("mutantCompare(%d, %q, ", number, operator), ", ", ")")
		case token.EQL, token.NEQ:
			v.wrap(expression, "mutantNot(", v.add(was, "!("+was+")"), v.depth)
		case token.LAND, token.LOR:
			other := map[token.Token]string{token.LAND: " || ", token.LOR: " && "}[operator]
			number := v.add(was, left+other+right)
			v.add(was, left)
			v.add(was, right)
			v.call(expression, fmt.Sprintf("mutantBoth(%d, %q, ", number, operator), ", func() bool { return ", " })")
		case token.ADD, token.SUB, token.MUL, token.QUO, token.REM:
			if basic, isBasic := typed.Type.Underlying().(*types.Basic); isBasic && basic.Info()&types.IsInteger != 0 {
				other := map[token.Token]string{
					token.ADD: " - ", token.SUB: " + ", token.MUL: " / ", token.QUO: " * ", token.REM: " * ",
				}[operator]
				number := v.add(was, left+other+right)
				v.call(expression, fmt.Sprintf("mutantArithmetic[%s](%d, %q, ", v.typeName(typed.Type), number, operator), ", ", ")")
			}
		}
	case *ast.UnaryExpr:
		if expression.Op == token.NOT {
			v.wrap(expression, "mutantNot(", v.add(was, was[1:]), v.depth)
		}
	case *ast.Ident:
		if was == "true" || was == "false" {
			v.wrap(expression, "mutantNot(", v.add(was, "!"+was), v.depth)
		}
	case *ast.BasicLit:
		if !isKnown {
			return
		}
		switch expression.Kind {
		case token.INT, token.CHAR:
			v.number(expression)
		case token.STRING:
			now := `""`
			if was == `""` {
				now = `"x"`
			}
			v.wrap(expression, "mutantText["+v.typeName(typed.Type)+"]("+now+", ", v.add(was, now), v.depth)
		}
	}
}

func (v visitor) typeName(of types.Type) string {
	name := types.TypeString(types.Default(of), v.qualifier)
	if name == "any" || name == "interface{}" {
		return "string"
	}
	return name
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

const switches = `package %s

import (
	"cmp"
	"os"
	"strconv"
)

var mutant, _ = strconv.Atoi(os.Getenv("MUTANT"))

func mutantNot(number int, was bool) bool { return was != (mutant == number) }

func mutantCondition(number int, now, was bool) bool {
	if mutant == number {
		return now
	}
	return was
}

func mutantCompare[T cmp.Ordered](number int, operator string, a, b T) bool {
	switch orEqual := mutant == number; operator {
	case "<":
		return a < b || orEqual && a == b
	case "<=":
		return a < b || !orEqual && a == b
	case ">":
		return a > b || orEqual && a == b
	default:
		return a > b || !orEqual && a == b
	}
}

func mutantBoth(number int, operator string, a bool, b func() bool) bool {
	switch mutant {
	case number + 1:
		return a
	case number + 2:
		return b()
	}
	if (operator == "&&") != (mutant == number) {
		return a && b()
	}
	return a || b()
}

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

func mutantArithmetic[T integer](number int, operator string, a, b T) T {
	if mutant == number {
		operator = map[string]string{"+": "-", "-": "+", "*": "/", "/": "*", "%%": "*"}[operator]
	}
	switch operator {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "/":
		return a / b
	default:
		return a %% b
	}
}

func mutantNext[T integer](number int, was T) T {
	if mutant == number {
		return was + 1
	}
	return was
}

func mutantText[T ~string](number int, now, was T) T {
	if mutant == number {
		return now
	}
	return was
}
`
