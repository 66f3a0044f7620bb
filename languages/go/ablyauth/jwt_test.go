package ablyauth_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

// What the vectors do not ask of JWTs: the claims of an app, sizes, clocks.

func TestClaimsOfAnAppReplaceNoneOfAblys(t *testing.T) {
	signer := newSigner(t)
	for _, name := range []string{"iat", "exp", "x-ably-clientId", "x-ably-new", "ably.channel.a"} {
		_, err := signer.CreateAblyJWT(ablyauth.AblyJWTParams{Claims: map[string]any{name: "x"}})
		requireCode(t, err, ablyauth.ErrInvalidParameterValue, fmt.Sprintf("$.claims[%q]", name))
	}
	if _, err := signer.CreateAblyJWT(ablyauth.AblyJWTParams{Claims: map[string]any{"iat2": 1, "ably": 2}}); err != nil {
		t.Error(err)
	}
}

func TestClaimsThatAServiceWouldRefuseAreRefused(t *testing.T) {
	_, err := newSigner(t).CreateAblyJWT(ablyauth.AblyJWTParams{Claims: map[string]any{"nbf": "soon"}})
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "$.claims.nbf")
	before1970 := ablyauth.WithClock(func() time.Time { return time.UnixMilli(-1) })
	_, err = newSigner(t, before1970).CreateAblyJWT(ablyauth.AblyJWTParams{})
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "$.claims.iat")
	_, err = newSigner(t, before1970).CreateTokenRequest(ablyauth.TokenParams{})
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "$.timestamp")
}

func TestALongJWTIsNotedAndATooLongOneIsRefused(t *testing.T) {
	create := func(length int) (ablyauth.CreatedJWT, error) {
		claims := map[string]any{"text": strings.Repeat("x", length)}
		return newSigner(t).CreateAblyJWT(ablyauth.AblyJWTParams{Claims: claims})
	}
	for length, isLong := range map[int]bool{10: false, ablyauth.JWTAdvisedMaxBytes: true} {
		jwt, err := create(length)
		if err != nil || (jwt.Warning != "") != isLong {
			t.Errorf("%d: got %q, %v", length, jwt.Warning, err)
		}
	}
	_, err := create(ablyauth.TokenTextMaxBytes)
	requireCode(t, err, ablyauth.ErrInvalidParameterValue, "$.params")
	_, err = newSigner(t).VerifyAblyJWT(strings.Repeat("x", ablyauth.TokenTextMaxBytes+1))
	requireCode(t, err, ablyauth.ErrInvalidJWT, "")
}

func TestWhatJSONCannotSayIsNotEmbedded(t *testing.T) {
	for _, place := range []ablyauth.Place{ablyauth.PlaceHeader, ablyauth.PlaceClaim} {
		options := ablyauth.EmbedOptions{Secret: []byte("of the app"), Place: place, InnerExpires: ablyauth.Ptr[int64](2000)}
		for name, value := range map[string]any{"a": make(chan int), "\xff": 1, "x-ably-token": nil, "exp": "2"} {
			claims := map[string]any{"exp": 2}
			claims[name] = value
			_, err := ablyauth.EmbedToken(claims, ablyauth.TokenDetails{Token: "t"}, options)
			requireCode(t, err, ablyauth.ErrInvalidJWT, "")
		}
		for _, token := range []string{"", "\xff"} {
			_, err := ablyauth.EmbedToken(map[string]any{"exp": 2}, ablyauth.TokenDetails{Token: token}, options)
			requireCode(t, err, ablyauth.ErrInvalidJWT, "")
		}
	}
}
