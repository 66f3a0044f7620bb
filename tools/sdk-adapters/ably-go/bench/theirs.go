//go:build !no_theirs

package main

import (
	"encoding/json"

	"github.com/ably/ably-go/ably"
)

func init() {
	sides["theirs"] = func() side {
		client, err := ably.NewREST(ably.WithKey(key))
		must(err)
		return func(inputs []input) func() {
			return func() {
				for _, each := range inputs {
					params := &ably.TokenParams{ClientID: "alice", TTL: ttl, Capability: each.text}
					if each.resources != nil { // the SDK takes text alone
						text, err := json.Marshal(each.resources)
						must(err)
						params.Capability = string(text)
					}
					_, err := client.Auth.CreateTokenRequest(params)
					must(err)
				}
			}
		}
	}
}
