// Asks a token service whether a token is valid (RFC 7662): go run introspect.go <url> <token>, key in ABLY_KEY.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

type introspection struct {
	Active     bool   `json:"active"`
	ClientID   string `json:"x-ably-clientId"`
	Capability string `json:"x-ably-capability"`
	Expires    int64  `json:"exp"`
}

func introspect(service, key, token string) (introspection, error) {
	var answer introspection
	form := url.Values{"token": {token}}
	request, err := http.NewRequest("POST", service+"/introspect", strings.NewReader(form.Encode()))
	if err != nil {
		return answer, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	name, secret, _ := strings.Cut(key, ":")
	request.SetBasicAuth(name, secret)
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		return answer, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return answer, fmt.Errorf("introspect: %s", response.Status)
	}
	return answer, json.NewDecoder(response.Body).Decode(&answer)
}

func main() {
	answer, err := introspect(os.Args[1], os.Getenv("ABLY_KEY"), os.Args[2])
	if err != nil || !answer.Active {
		fmt.Fprintln(os.Stderr, "refused: the token is not valid", err)
		os.Exit(1)
	}
	fmt.Println(answer.ClientID, answer.Capability)
}
