package ablyauth_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The code of the README prints what its comments say.
func TestCodeOfTheREADME(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var body strings.Builder
	for _, block := range regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		body.WriteString(block[1])
	}
	imports, code, hasImports := strings.Cut(body.String(), "\n)\n")
	var expected strings.Builder
	for _, printed := range regexp.MustCompile(`(?m)^\t?fmt\.Println\(.*\) // (.*)$`).FindAllStringSubmatch(code, -1) {
		expected.WriteString(printed[1] + "\n")
	}
	if lines := strings.Count(expected.String(), "\n"); !hasImports || lines < 7 {
		t.Fatalf("the README has imports: %v, and %d lines that print", hasImports, lines)
	}
	module, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "main.go")
	source := "package main\n\n" + imports + "\n)\n\nfunc main() {\n" + code + "}\n"
	if err := os.WriteFile(program, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("go", "run", program)
	command.Dir = module
	printed, err := command.CombinedOutput()
	if err != nil || string(printed) != expected.String() {
		t.Errorf("expected\n%s\ngot\n%s\n%v", expected.String(), printed, err)
	}
}
