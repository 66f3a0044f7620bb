//go:build !no_ours

package main

import "github.com/ably-auth/ably-auth/languages/go/ablyauth"

func init() {
	sides["ours"] = func() side {
		signer, err := ablyauth.NewSigner(key)
		must(err)
		return func(inputs []input) func() {
			params := make([]ablyauth.TokenParams, len(inputs))
			for index, each := range inputs {
				params[index] = ablyauth.TokenParams{ClientID: ablyauth.Ptr("alice"), TTL: ablyauth.Ptr(ttl)}
				if each.resources == nil {
					params[index].Capability = ablyauth.CapabilityText(each.text)
				} else {
					params[index].Capability = ablyauth.Resources(each.resources)
				}
			}
			return func() {
				for _, each := range params {
					_, err := signer.CreateTokenRequest(each)
					must(err)
				}
			}
		}
	}
}
