package ablyauth_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

// What the vectors cannot ask: wrong calls, values of Go alone, secrets, goroutines.

const testKey = "appId.keyId:s3cret-text"

func newSigner(t *testing.T, options ...ablyauth.Option) *ablyauth.Signer {
	t.Helper()
	signer, err := ablyauth.NewSigner(testKey, options...)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// created gives a TokenRequest as JSON text.
func created(t *testing.T, params ablyauth.TokenParams) []byte {
	t.Helper()
	request, err := newSigner(t).CreateTokenRequest(params)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// requireCode fails unless an error is an *Error with this code, with a path where one is given.
func requireCode(t *testing.T, err error, code ablyauth.ErrorCode, path string) {
	t.Helper()
	var refused *ablyauth.Error
	if !errors.As(err, &refused) || !errors.Is(err, code) || path != "" && refused.Path != path {
		t.Errorf("expected %d at %s, got %#v", code.Code, path, err)
	}
}

func TestWrongCallsAreNoErrorsOfData(t *testing.T) {
	lookup := func(string) (string, bool, error) { return testKey, true, nil }
	text := created(t, ablyauth.TokenParams{})
	calls := map[string]func() error{
		"negative skew": func() error {
			_, err := ablyauth.VerifyTokenRequest(text, lookup, ablyauth.WithMaxSkew(-1))
			return err
		},
		"negative tolerance": func() error { _, err := ablyauth.NewSigner(testKey, ablyauth.WithClockTolerance(-1)); return err },
		"no clock":           func() error { _, err := ablyauth.NewSigner(testKey, ablyauth.WithClock(nil)); return err },
		"no nonce":           func() error { _, err := ablyauth.NewSigner(testKey, ablyauth.WithNonce(nil)); return err },
		"no lookup":          func() error { _, err := ablyauth.VerifyTokenRequest(text, nil); return err },
		"no lookup for a JWT": func() error {
			jwt, _ := newSigner(t).CreateAblyJWT(ablyauth.AblyJWTParams{})
			_, err := ablyauth.VerifyAblyJWT(jwt.Token, nil)
			return err
		},
		"no secret": func() error { _, err := ablyauth.ComputeMAC("text", ""); return err },
		"no second": func() error { _, err := ablyauth.Intersect(&ablyauth.Capability{}, nil); return err },
		"no options": func() error {
			_, err := ablyauth.EmbedToken(nil, ablyauth.TokenDetails{}, ablyauth.EmbedOptions{})
			return err
		},
		"no outer secret": func() error {
			_, err := ablyauth.EmbedToken(nil, ablyauth.TokenDetails{}, ablyauth.EmbedOptions{Place: ablyauth.PlaceClaim})
			return err
		},
		"no place": func() error {
			_, err := ablyauth.EmbedToken(nil, ablyauth.TokenDetails{Token: "t"}, ablyauth.EmbedOptions{Secret: []byte("s")})
			return err
		},
		"negative expired": func() error {
			_, _, err := ablyauth.IsTokenExpired(ablyauth.TokenDetails{}, ablyauth.WithMaxSkew(-1))
			return err
		},
	}
	for name, call := range calls {
		var refused *ablyauth.Error
		if err := call(); err == nil || errors.As(err, &refused) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestALookupThatReturnsNoKeyIsBlamed(t *testing.T) {
	text := created(t, ablyauth.TokenParams{})
	jwt, err := newSigner(t).CreateAblyJWT(ablyauth.AblyJWTParams{})
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"", "appId.keyId", "s3cret-text"} {
		lookup := func(string) (string, bool, error) { return answer, true, nil }
		_, err := ablyauth.VerifyTokenRequest(text, lookup)
		requireCode(t, err, ablyauth.ErrServiceUnavailable, "")
		_, err = ablyauth.VerifyAblyJWT(jwt.Token, lookup)
		requireCode(t, err, ablyauth.ErrServiceUnavailable, "")
	}
	for _, found := range []bool{true, false} { // a key of another name is not the one that was asked for
		lookup := func(string) (string, bool, error) { return "appId.other:s3cret-text", found, nil }
		_, err := ablyauth.VerifyTokenRequest(text, lookup)
		requireCode(t, err, ablyauth.ErrNotFound, "$.keyName")
	}
}

func TestErrorsOfALookupComeThrough(t *testing.T) {
	away := errors.New("the database is away")
	lookup := func(string) (string, bool, error) { return "", false, away }
	if _, err := ablyauth.VerifyTokenRequest(created(t, ablyauth.TokenParams{}), lookup); !errors.Is(err, away) {
		t.Errorf("got %v", err)
	}
}

func TestEmptyValuesAreNotAbsent(t *testing.T) {
	signer := newSigner(t)
	create := func(params ablyauth.TokenParams) error { _, err := signer.CreateTokenRequest(params); return err }
	requireCode(t, create(ablyauth.TokenParams{ClientID: ablyauth.Ptr("")}), ablyauth.ErrInvalidClientID, "$.clientId")
	requireCode(t, create(ablyauth.TokenParams{TTL: ablyauth.Millis(0)}), ablyauth.ErrInvalidParameterValue, "$.ttl")
	for _, empty := range []ablyauth.CapabilityInput{
		ablyauth.Resources(nil), ablyauth.Resources{}, ablyauth.CapabilityText(""), (*ablyauth.Capability)(nil),
		ablyauth.Resources{"a": nil},
	} {
		_, err := signer.CreateTokenRequest(ablyauth.TokenParams{Capability: empty})
		requireCode(t, err, ablyauth.ErrBadRequest, "")
	}
	var params ablyauth.TokenParams
	requireCode(t, json.Unmarshal([]byte("null"), &params), ablyauth.ErrBadRequest, "$")
	var jwtParams ablyauth.AblyJWTParams
	requireCode(t, json.Unmarshal([]byte("null"), &jwtParams), ablyauth.ErrBadRequest, "$")
}

func TestBytesThatAreNoUTF8AreRefused(t *testing.T) {
	signer := newSigner(t)
	_, err := signer.CreateTokenRequest(ablyauth.TokenParams{ClientID: ablyauth.Ptr("a\xff")})
	requireCode(t, err, ablyauth.ErrInvalidClientID, "$.clientId")
	for _, capability := range []ablyauth.Resources{{"a\xed\xa0\x80": {"publish"}}, {"a": {"\xff"}}} {
		_, err = signer.CreateTokenRequest(ablyauth.TokenParams{Capability: capability})
		requireCode(t, err, ablyauth.ErrBadRequest, "")
	}
	_, err = ablyauth.SignText(ablyauth.TokenRequest{KeyName: "a.b", Nonce: "\xff"})
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "$.nonce")
	_, _, err = ablyauth.ReadTokenDetails([]byte("{\"token\":\"\xff\"}"))
	requireCode(t, err, ablyauth.ErrInvalidRequestBody, "$")
	_, err = signer.CreateAblyJWT(ablyauth.AblyJWTParams{Claims: map[string]any{"a\xff": 1}})
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "")
}

func TestClaimsAreWhatJSONCanSay(t *testing.T) {
	type name string
	signer := newSigner(t)
	claims := map[string]any{
		"list": []string{"a"}, "whole": int64(1<<53 + 1), "unsigned": uint8(200), "fraction": float32(0.5),
		"number": json.Number("1.5"), "named": name("x"), "nothing": nil, "pointer": ablyauth.Ptr(true),
		"nested": map[name]any{"a": map[string]int{"b": 1}},
	}
	before := maps.Clone(claims)
	created, err := signer.CreateAblyJWT(ablyauth.AblyJWTParams{Claims: claims})
	if err != nil {
		t.Fatal(err)
	}
	verified, err := signer.VerifyAblyJWT(created.Token)
	if err != nil {
		t.Fatal(err)
	}
	for _, claim := range []string{"iat", "exp"} {
		delete(verified.Claims, claim)
	}
	got, _ := json.Marshal(verified.Claims)
	before["whole"] = 1 << 53 // as a double
	if expected, _ := json.Marshal(before); string(got) != string(expected) {
		t.Errorf("expected %s, got %s", expected, got)
	}
	deep := map[string]any{}
	deep["deeper"] = deep
	for _, value := range []any{
		math.NaN(), math.Inf(1), []byte("x"), struct{ A int }{1}, time.Now(), map[int]int{1: 1}, deep, func() {}, make(chan int), 1i,
	} {
		_, err := signer.CreateAblyJWT(ablyauth.AblyJWTParams{Claims: map[string]any{"a": value}})
		requireCode(t, err, ablyauth.ErrInvalidParameterValue, "")
	}
}

func TestParamsOfAJWTAreReadFromJSON(t *testing.T) {
	text := `{"ttl":60000,"capability":{"b":["publish"],"a":["*"]},"clientId":"alice","revocationKey":"t",` +
		`"channelClaims":{"a":"x"},"publishRates":{"a":0.5},"claims":{"sub":{"id":[1]}}}`
	var params ablyauth.AblyJWTParams
	if err := json.Unmarshal([]byte(text), &params); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(params)
	expected := strings.Replace(text, `{"b":["publish"],"a":["*"]}`, `"{\"a\":[\"*\"],\"b\":[\"publish\"]}"`, 1)
	if err != nil || string(again) != expected {
		t.Errorf("got %s, %v", again, err)
	}
	requireCode(t, json.Unmarshal([]byte(`{"ttl":1000,"ttl":1000}`), &params), ablyauth.ErrInvalidRequestBody, "$.ttl")
}

func TestDeepAndLongJSONIsRefused(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 30_000), `"` + strings.Repeat(`\`, 100_000),
		strings.Repeat("1", 100_000), "[1e999]", "NaN", "", "{}{}", `{"a":1,}`, "\ufeff{}",
	} {
		if _, _, err := ablyauth.ReadTokenRequest([]byte(text)); err == nil {
			t.Errorf("%.9q was read", text)
		}
	}
}

func TestSecretsAreInNoText(t *testing.T) {
	key, err := ablyauth.ParseAPIKey(testKey)
	if err != nil {
		t.Fatal(err)
	}
	signer := newSigner(t)
	wrapped := struct {
		key    ablyauth.APIKey
		signer ablyauth.Signer
	}{key, *signer}
	var texts []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
		texts = append(texts, fmt.Sprintf(verb, key), fmt.Sprintf(verb, &key), fmt.Sprintf(verb, []any{key, signer}),
			fmt.Sprintf(verb, *signer), fmt.Sprintf(verb, wrapped))
	}
	marshalled, err := json.Marshal([]any{key, signer})
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(marshalled))
	for _, wrong := range []string{"appId.keyId:s3cret-text ", "appIdkeyId:s3cret-text", "s3cret-text", "a.b:s3cret-texté"} {
		_, err := ablyauth.ParseAPIKey(wrong)
		marshalled, _ := json.Marshal(err)
		texts = append(texts, fmt.Sprintf("%+v %s", err, marshalled))
	}
	for _, text := range texts {
		if strings.Contains(text, "s3cret") || strings.Contains(text, fmt.Sprintf("%x", "s3cret")) || text == "" {
			t.Errorf("printed %s", text)
		}
	}
}

func TestGoroutinesShareASignerAndACapability(t *testing.T) {
	signer := newSigner(t)
	capability, err := ablyauth.ParseCapability(ablyauth.Resources{"chat:*": {"publish"}, "*": {"history"}})
	if err != nil {
		t.Fatal(err)
	}
	const count = 200
	var nonces sync.Map
	var group sync.WaitGroup
	for number := range count {
		group.Add(1)
		go func() {
			defer group.Done()
			request, err := signer.CreateTokenRequest(ablyauth.TokenParams{ClientID: ablyauth.Ptr(fmt.Sprint(number))})
			text, _ := json.Marshal(request)
			verified, wrong := signer.VerifyTokenRequest(text)
			if err != nil || wrong != nil || *verified.Request.ClientID != fmt.Sprint(number) {
				t.Errorf("%d: %v, %v", number, err, wrong)
			}
			if !capability.Permits(fmt.Sprintf("chat:%d", number), "publish") || capability.Permits("news", "publish") {
				t.Errorf("%d: wrong answer", number)
			}
			if _, isTwice := nonces.LoadOrStore(request.Nonce, true); isTwice || len(request.Nonce) != 22 {
				t.Errorf("nonce %s", request.Nonce)
			}
		}()
	}
	group.Wait()
}

func TestANilCapabilityPermitsNothing(t *testing.T) {
	var none *ablyauth.Capability
	empty := &ablyauth.Capability{}
	if none.Permits("a", "publish") || none.Covers(empty) || empty.Covers(none) || none.Names() != nil || none.Text() != "" {
		t.Error("a nil capability permits something")
	}
}
