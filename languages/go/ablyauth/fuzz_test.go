package ablyauth_test

import (
	"encoding/json"
	"testing"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

// A capability that is read has a canonical text that is read as itself; no text panics.
func FuzzTextOfAnySource(f *testing.F) {
	for _, text := range []string{
		`{"a":["publish"]}`, `{"a:*":["*"],"*:b":["x","y"]}`, `{"\ud83d\ude00":["\u0041"],"\ue000":["\\"]}`, `{"a":[1]}`,
		`{"keyName":"a.b","ttl":"5","timestamp":1,"nonce":"0123456789abcdef","mac":"x"}`, `{"a":1,"a":{"b":[[]]}}`,
		"eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImtpZCI6ImFwcElkLmtleUlkIn0.eyJpYXQiOjF9.x",
	} {
		f.Add(text, "a:b")
	}
	signer, err := ablyauth.NewSigner(testKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, resource string) {
		_, _, _ = ablyauth.ReadTokenRequest([]byte(text))
		_, _ = signer.VerifyTokenRequest([]byte(text))
		_, _ = signer.VerifyAblyJWT(text)
		_, _ = ablyauth.ExtractEmbeddedToken(text)
		_, _ = ablyauth.ParseAPIKey(text)
		capability, err := ablyauth.ParseCapability(ablyauth.CapabilityText(text))
		if err != nil {
			return
		}
		again, err := ablyauth.ParseCapability(ablyauth.CapabilityText(capability.Text()))
		if err != nil || again.Text() != capability.Text() || !json.Valid([]byte(capability.Text())) {
			t.Errorf("%q became %q: %v", text, capability.Text(), err)
		}
		if len(capability.Names()) > 1000 { // a million pairs
			return
		}
		common, err := ablyauth.Intersect(capability, again)
		if err != nil || common.Text() != capability.Text() {
			t.Errorf("%q and itself have %q in common: %v", capability.Text(), common.Text(), err)
		}
		if capability.Permits(resource, "publish") != common.Permits(resource, "publish") || !common.Covers(capability) {
			t.Errorf("%q does not cover itself", capability.Text())
		}
	})
}
