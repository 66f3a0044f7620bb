package ablyauth_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

// The JSON Schema examples: every valid value is valid, and every invalid one has the issue that its file names.
func TestExamplesOfTheSchemas(t *testing.T) {
	files, err := filepath.Glob("../../../schemas/examples/*/*.json")
	if err != nil || len(files) < 80 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for _, file := range files {
		typeName := filepath.Base(filepath.Dir(file))
		t.Run(typeName+"/"+filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			type known struct {
				Path, Keyword string
				Code          int
			}
			var example struct {
				Valid bool
				Value any
				Issue known
			}
			if err := json.Unmarshal(text, &example); err != nil {
				t.Fatal(err)
			}
			issues, err := ablyauth.Validate(typeName, example.Value)
			if err != nil {
				t.Fatal(err)
			}
			found := make([]known, len(issues))
			for index, issue := range issues {
				found[index] = known{issue.Path, issue.Keyword, issue.Code}
			}
			if example.Valid != (len(found) == 0) || !example.Valid && !slices.Contains(found, example.Issue) {
				t.Errorf("expected valid: %v, %v; got %v", example.Valid, example.Issue, found)
			}
		})
	}
}

func TestValidateRefusesAnUnknownType(t *testing.T) {
	if _, err := ablyauth.Validate("Nothing", nil); err == nil {
		t.Error("expected an error")
	}
}

func TestValidateTakesTheTypesOfThePackage(t *testing.T) {
	failed := ablyauth.TokenRevocationFailureResult{
		Target: "clientId:alice",
		Error:  ablyauth.ErrorInfo{Code: 40000, StatusCode: 999, Message: "No"},
	}
	issues, err := ablyauth.Validate("TokenRevocationFailureResult", failed)
	if err != nil || len(issues) != 1 || issues[0].Path != "$.error.statusCode" {
		t.Errorf("got %v, %v", issues, err)
	}
}
