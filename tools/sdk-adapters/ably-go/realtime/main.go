package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/ably/ably-go/ably"
)

var sandbox = os.Getenv("SANDBOX")

// ask posts to the sandbox and reads its answer.
func ask(path string, body any, answer any) {
	text, _ := json.Marshal(body)
	response, err := http.Post(sandbox+path, "application/json", bytes.NewReader(text))
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	text, _ = io.ReadAll(response.Body)
	if answer != nil {
		if err := json.Unmarshal(text, answer); err != nil {
			panic(err)
		}
	}
}

func main() {
	var app struct {
		Endpoint string
		Port     int
		Keys     []struct{ KeyStr string }
	}
	ask("/apps", map[string]any{"keys": []any{map[string]any{}}}, &app)
	options := []ably.ClientOption{ably.WithEndpoint(app.Endpoint), ably.WithPort(app.Port), ably.WithTLS(false),
		ably.WithUseBinaryProtocol(os.Getenv("FORMAT") != "json")} // else MessagePack

	// What the next token is for: the test changes it.
	wanted := ably.TokenParams{ClientID: "alice", Capability: `{"room":["subscribe"]}`}
	signing, err := ably.NewREST(append(options, ably.WithKey(app.Keys[0].KeyStr), ably.WithUseTokenAuth(true))...)
	if err != nil {
		panic(err)
	}
	client, err := ably.NewRealtime(append(options, ably.WithAutoConnect(false), ably.WithAuthCallback(
		func(context.Context, ably.TokenParams) (ably.Tokener, error) {
			params := wanted
			return signing.Auth.RequestToken(context.Background(), &params)
		}))...)
	if err != nil {
		panic(err)
	}
	changes := make(chan ably.ConnectionStateChange, 16)
	client.Connection.OnAll(func(change ably.ConnectionStateChange) { changes <- change })
	next := func(event ably.ConnectionEvent) ably.ConnectionStateChange {
		for change := range changes {
			if change.Event == event {
				return change
			}
		}
		panic("closed")
	}
	control := func(action string) {
		ask("/sandbox/connections/"+client.Connection.ID()+"/"+action, nil, nil)
	}
	client.Connect()
	next(ably.ConnectionEventConnected)
	room := client.Channels.Get("room")
	if err := room.Attach(context.Background()); err != nil {
		panic(err)
	}

	// Expiry, and revocation: the client is disconnected, obtains another token and comes back.
	for _, action := range []string{"expire", "revoke"} {
		control(action)
		fmt.Println(action, int(next(ably.ConnectionEventDisconnected).Reason.Code))
		next(ably.ConnectionEventConnected)
	}

	// Downgrade: asked for another token, the client brings one that no longer permits the channel.
	if err := room.Attach(context.Background()); err != nil {
		panic(err)
	}
	failed := make(chan ably.ChannelStateChange, 1)
	room.Once(ably.ChannelEventFailed, func(change ably.ChannelStateChange) { failed <- change })
	wanted.Capability = `{"elsewhere":["subscribe"]}`
	control("prompt")
	fmt.Println("downgrade", int((<-failed).Reason.Code), client.Connection.State())

	// Mismatch: this SDK refuses a token for somebody else by itself, so the sandbox answers as the service would.
	ask("/sandbox/refusals", map[string]any{"on": "connect", "code": 40102, "statusCode": 401}, nil)
	control("drop")
	fmt.Println("mismatch", int(next(ably.ConnectionEventFailed).Reason.Code))
}
