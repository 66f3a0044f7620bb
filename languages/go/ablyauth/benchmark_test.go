package ablyauth_test

import (
	"testing"
	"time"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

func BenchmarkSigner_CreateTokenRequest(b *testing.B) {
	signer, err := ablyauth.NewSigner(testKey)
	if err != nil {
		b.Fatal(err)
	}
	resources := ablyauth.Resources{"chat:*": {"publish", "subscribe"}}
	parsed, err := ablyauth.ParseCapability(resources)
	if err != nil {
		b.Fatal(err)
	}
	for name, capability := range map[string]ablyauth.CapabilityInput{
		"parsed": parsed, "resources": resources, "text": ablyauth.CapabilityText(parsed.Text()),
	} {
		params := ablyauth.TokenParams{
			ClientID: ablyauth.Ptr("alice"), TTL: ablyauth.Millis(time.Hour), Capability: capability,
		}
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if _, err := signer.CreateTokenRequest(params); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
