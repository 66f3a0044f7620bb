package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

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
