package ablyauth

import (
	"encoding/json"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// texts gives random texts of characters that an order or an escape gets wrong, by a seed that a failure prints.
func texts(t *testing.T, count int) []string {
	seed := time.Now().UnixNano()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d", seed)
		}
	})
	random := rand.New(rand.NewSource(seed))
	characters := []rune("aAzZ09-_:*/\"\\<>&é\u0301ﬀ\uffee\uffff😀𐀀\ue000\ud7ff\u2028\u0085\u007f\u0000\n\t\b\f\r\x1f")
	all := make([]string, count)
	for index := range all {
		text := make([]rune, random.Intn(5))
		for index := range text {
			text[index] = characters[random.Intn(len(characters))]
		}
		all[index] = string(text)
	}
	return all
}

func TestTheOrderIsThatOfUTF16(t *testing.T) {
	all := texts(t, 300)
	for _, a := range all {
		for _, b := range all {
			expected := slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
			if got := compareUTF16(a, b); (got < 0) != (expected < 0) || (got > 0) != (expected > 0) {
				t.Fatalf("%q and %q: expected %d, got %d", a, b, expected, got)
			}
		}
	}
}

func TestQuotedTextIsReadAsItWas(t *testing.T) {
	for _, text := range texts(t, 1000) {
		var read string
		if err := json.Unmarshal(appendQuoted(nil, text), &read); err != nil || read != text {
			t.Fatalf("%q became %q, %v", text, read, err)
		}
	}
}

func TestLoneSurrogates(t *testing.T) {
	for text, expected := range map[string]string{
		`"\ud83d\ude00"`: "", `"\\ud800"`: "", `"\\\ud800"`: "$", `"\ude00\ud83d"`: "$", `"\ud83d\ud83d\ude00"`: "$",
		`["a",{"b":"\uDfff"}]`: "$[1].b", `{"\ud800x":1}`: `$["` + "\ufffd" + `x"]`, `"\ud83dx\ude00"`: "$", `"\u00e9\n"`: "",
	} {
		at := &decoding{}
		readJSONText(at, "$", text, 0)
		path := ""
		if len(at.issues) > 0 {
			path = at.issues[0].Path
		}
		if path != expected {
			t.Errorf("%s: expected an issue at %q, got %v", text, expected, at.issues)
		}
	}
}

func TestPathsQuoteWhatIsNoIdentifier(t *testing.T) {
	for name, expected := range map[string]string{
		"a1": "$.a1", "$a": "$.$a", "_": "$._", "Zz9": "$.Zz9", "1a": `$["1a"]`, "": `$[""]`, "a-b": `$["a-b"]`, "é": `$["é"]`,
		"a{": `$["a{"]`, "a@": `$["a@"]`, "a[": `$["a["]`, "a`": "$[\"a`\"]", "a/": `$["a/"]`, "a:": `$["a:"]`,
		strings.Repeat("n", 64): "$." + strings.Repeat("n", 64),
		strings.Repeat("n", 65): `$["` + strings.Repeat("n", 65) + `"]`,
	} {
		if path := memberPath("$", name); path != expected {
			t.Errorf("expected %s, got %s", expected, path)
		}
	}
}

func TestAMisspeltMemberIsRecognised(t *testing.T) {
	for name, isMisspelt := range map[string]bool{
		"client_id": true, "ClientID": true, "CLIENT-ID": true, "clientid": true, "clientId2": false, "client": false, "zz": false,
	} {
		at := &decoding{}
		ruleTokenParams.read(at, "$", map[string]any{name: "alice"}, true)
		if len(at.issues) != 1 || strings.Contains(at.issues[0].Message, "did you mean clientId?") != isMisspelt {
			t.Errorf("%s: got %v", name, at.issues)
		}
	}
}

func TestLongNamesAreCutInMessages(t *testing.T) {
	long := strings.Repeat("é\n", 40)
	short := strings.Repeat("é\n", 32)
	for path, expected := range map[string]string{
		entryPath("$", long):          `$["` + strings.Repeat(`é\n`, 32) + `…"]`,
		entryPath("$", short) + "[0]": entryPath("$", short) + "[0]",
		`$.a`:                         `$.a`,
	} {
		if got := shortened(path); got != expected {
			t.Errorf("expected %s, got %s", expected, got)
		}
	}
}
