package ablyauth_test

import (
	"fmt"
	"time"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

func ExampleSigner_CreateTokenRequest() {
	signer, err := ablyauth.NewSigner("appId.keyId:s3cret",
		ablyauth.WithClock(func() time.Time { return time.UnixMilli(1_750_000_000_000) }),
		ablyauth.WithNonce(func() string { return "0123456789abcdef" }))
	if err != nil {
		panic(err)
	}
	request, err := signer.CreateTokenRequest(ablyauth.TokenParams{ClientID: ablyauth.Ptr("alice"), TTL: ablyauth.Millis(time.Hour)})
	fmt.Println(request.KeyName, *request.TTL, *request.ClientID, request.Timestamp, request.Nonce, err)
	// Output: appId.keyId 3600000 alice 1750000000000 0123456789abcdef <nil>
}

func ExampleReadTokenRequest() {
	text := `{"keyName":"appId.keyId","ttl":"3600000","clientId":null,"timestamp":1000,"nonce":"n","mac":"m"}`
	request, leniencies, err := ablyauth.ReadTokenRequest([]byte(text))
	fmt.Println(*request.TTL, err)
	for _, leniency := range leniencies {
		fmt.Println(leniency.Path, leniency.Message)
	}
	// Output:
	// 3600000 <nil>
	// $.ttl decimal text, read as a number
	// $.clientId null, read as absent
}

func ExampleComputeMAC() {
	fmt.Println(ablyauth.ComputeMAC("a_key_name\n1000\n\na_id\n1000\nabcde100\n", "a_secret"))
	// Output: sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ= <nil>
}

func ExampleCanonicalizeCapability() {
	fmt.Println(ablyauth.CanonicalizeCapability(ablyauth.Resources{"b": {"subscribe", "publish"}, "a": {"*"}}))
	// Output: {"a":["*"],"b":["publish","subscribe"]} <nil>
}

func ExampleIntersect() {
	asked, _ := ablyauth.ParseCapability(ablyauth.Resources{"chat:*": {"publish", "subscribe"}})
	has, _ := ablyauth.ParseCapability(ablyauth.CapabilityText(`{"chat:room":["*"],"news":["*"]}`))
	granted, err := ablyauth.Intersect(asked, has)
	fmt.Println(granted, err)
	fmt.Println(asked.Covers(granted), granted.Covers(asked))
	// Output:
	// {"chat:room":["publish","subscribe"]} <nil>
	// true false
}

func ExampleCapability_UnknownOperations() {
	capability, err := ablyauth.ParseCapability(ablyauth.Resources{"a": {"publish", "fly"}, "b": {"fly"}})
	fmt.Println(capability.UnknownOperations(), err)
	// Output: [fly] <nil>
}

func ExampleReadUnsignedTokenRequest() {
	request, _, err := ablyauth.ReadUnsignedTokenRequest([]byte(`{"keyName":"appId.keyId","timestamp":1000}`))
	fmt.Println(request.KeyName, request.Nonce == nil, err)
	_, _, err = ablyauth.ReadUnsignedTokenRequest([]byte(`{"keyName":"appId.keyId","timestamp":1000,"mac":"m"}`))
	fmt.Println(err)
	// Output:
	// appId.keyId true <nil>
	// TokenRequest.mac: expected no MAC in an unsigned request, got one
}

func ExampleIsTokenExpired() {
	details := ablyauth.TokenDetails{Token: "t", Expires: ablyauth.Ptr[int64](2000)}
	clock := ablyauth.WithClock(func() time.Time { return time.UnixMilli(2000) })
	fmt.Println(ablyauth.IsTokenExpired(details, clock))
	fmt.Println(ablyauth.IsTokenExpired(ablyauth.TokenDetails{Token: "t"}, clock))
	// Output:
	// true true <nil>
	// false false <nil>
}

func ExampleEmbedToken() {
	claims := map[string]any{"sub": "user-7", "exp": 2}
	token := ablyauth.TokenDetails{Token: "app.token", Expires: ablyauth.Ptr[int64](2000)}
	options := ablyauth.EmbedOptions{Secret: []byte("of the app"), Place: ablyauth.PlaceClaim}
	outer, err := ablyauth.EmbedToken(claims, token, options)
	if err != nil {
		panic(err)
	}
	found, err := ablyauth.ExtractEmbeddedToken(outer)
	fmt.Println(found.Token, found.Place, *found.OuterExpires, err)
	// Output: app.token claim 2000 <nil>
}
