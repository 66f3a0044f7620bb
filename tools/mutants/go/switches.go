package main

// switches is what the mutants of a package are switched with.
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
