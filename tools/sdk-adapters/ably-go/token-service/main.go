// Obtains tokens of a token service with ably-go, and uses them: prints what came of it as one JSON object.
//
// Usage: token-service <port> <authUrl> <key> <key with a narrow capability> <key with revocable tokens>
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/ably/ably-go/ably"
)

var ctx = context.Background()

type session struct {
	port   int
	binary bool
}

func (s session) rest(options ...ably.ClientOption) *ably.REST {
	return must(ably.NewREST(append(options,
		ably.WithEndpoint("127.0.0.1"), ably.WithPort(s.port), ably.WithTLS(false),
		ably.WithFallbackHosts([]string{}), ably.WithUseBinaryProtocol(s.binary), ably.WithLogLevel(ably.LogNone))...))
}

// use publishes, and reads back what was published; or gives the code of the error.
func use(client *ably.REST, name string) any {
	channel := client.Channels.Get(name)
	if err := channel.Publish(ctx, "greeting", "hello"); err != nil {
		return codeOf(err)
	}
	pages := must(channel.History().Pages(ctx))
	pages.Next(ctx)
	newest := pages.Items()[0]
	return strings.TrimSpace(fmt.Sprintf("%v %s", newest.Data, newest.ClientID))
}

func codeOf(err error) int {
	var info *ably.ErrorInfo
	if !errors.As(err, &info) {
		panic(err)
	}
	return int(info.Code)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func passed(milliseconds int64) {
	for time.Now().UnixMilli() <= milliseconds {
		time.Sleep(time.Millisecond)
	}
}

func (s session) run(authURL, key, narrow, revocable string) map[string]any {
	result := map[string]any{}
	tokenAuth := ably.WithUseTokenAuth(true)

	byKey := s.rest(ably.WithKey(key), tokenAuth)
	result["key"] = use(byKey, "chat:room")
	details := must(byKey.Auth.RequestToken(ctx, &ably.TokenParams{ClientID: "älice", TTL: 60_000}))
	result["ttl"] = details.Expires - details.Issued
	result["tokenDetails"] = use(s.rest(ably.WithTokenDetails(details)), "chat:room")

	sign := func(context.Context, ably.TokenParams) (ably.Tokener, error) {
		return byKey.Auth.CreateTokenRequest(&ably.TokenParams{ClientID: "alice"})
	}
	result["authCallback"] = use(s.rest(ably.WithAuthCallback(sign)), "chat:room")
	result["authUrl"] = use(s.rest(ably.WithAuthURL(authURL)), "chat:room")

	// The SDK signs {"*":["*"]} where no capability is given.
	asked := &ably.TokenParams{Capability: `{"chat:a":["*"],"news":["subscribe"]}`}
	narrowed := s.rest(ably.WithKey(narrow), tokenAuth)
	result["narrowed"] = must(narrowed.Auth.RequestToken(ctx, asked)).Capability
	result["outside"] = use(narrowed, "news")
	result["anotherSecret"] = use(s.rest(ably.WithKey("appId.keyId:another"), tokenAuth), "chat:room")

	used := must(byKey.Auth.CreateTokenRequest(nil))
	again := s.rest(ably.WithAuthCallback(func(context.Context, ably.TokenParams) (ably.Tokener, error) { return used, nil }))
	must(again.Auth.RequestToken(ctx, nil))
	_, err := again.Auth.RequestToken(ctx, nil)
	result["usedNonce"] = codeOf(err)

	short := must(byKey.Auth.RequestToken(ctx, &ably.TokenParams{TTL: 1}))
	passed(short.Expires)
	asks := 0
	expiring := s.rest(ably.WithAuthCallback(func(context.Context, ably.TokenParams) (ably.Tokener, error) {
		if asks++; asks == 1 {
			return ably.TokenString(short.Token), nil
		}
		return byKey.Auth.CreateTokenRequest(nil)
	}))
	// The REST client of this SDK renews by itself for the code 40140 alone: here the program asks it to.
	result["expired"] = use(expiring, "chat:room")
	must(expiring.Auth.Authorize(ctx, nil))
	result["renewed"] = use(expiring, "chat:room")

	clientID := fmt.Sprintf("bob-%t", s.binary)
	revoking := s.rest(ably.WithKey(revocable), tokenAuth, ably.WithClientID(clientID))
	before := must(revoking.Auth.Authorize(ctx, nil))
	use(revoking, "chat:room")
	passed(before.Issued)
	name, secret, _ := strings.Cut(revocable, ":")
	body := strings.NewReader(fmt.Sprintf(`{"targets":["clientId:%s"]}`, clientID))
	request := must(http.NewRequest("POST", fmt.Sprintf("http://127.0.0.1:%d/keys/%s/revokeTokens", s.port, name), body))
	request.SetBasicAuth(name, secret)
	if response := must(http.DefaultClient.Do(request)); response.StatusCode != http.StatusOK {
		panic(response.Status)
	}
	result["revoked"] = use(revoking, "chat:room")
	must(revoking.Auth.Authorize(ctx, nil))
	result["replaced"] = use(revoking, "chat:room")
	return result
}

func main() {
	port := must(strconv.Atoi(os.Args[1]))
	results := map[string]any{}
	for name, binary := range map[string]bool{"JSON": false, "MessagePack": true} {
		results[name] = session{port, binary}.run(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
	}
	must(os.Stdout.Write(must(json.Marshal(results))))
}
