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
