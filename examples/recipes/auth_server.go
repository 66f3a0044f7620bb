// An auth server with net/http. `ABLY_API_KEY=… go run ably_tokens.go auth_server.go`
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
)

// REPLACE THIS with the sessions of your app: anyone who reads it can log in.
func userOf(r *http.Request) string {
	cookie, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return map[string]string{"demo-session-of-alice": "alice"}[cookie.Value]
}

func auth(w http.ResponseWriter, r *http.Request) {
	user := userOf(r)
	if user == "" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":{"code":40100,"statusCode":401,"message":"not logged in"}}`)
		return
	}
	capability := map[string][]string{"chat:*": {"subscribe", "publish", "presence"}}
	token, err := NewAblyJWT(TokenParams{ClientID: user, Capability: capability, TTL: 60 * 60 * 1000}, os.Getenv("ABLY_API_KEY"))
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/jwt")
	fmt.Fprint(w, token)
}

func main() {
	http.HandleFunc("/auth", auth)
	listener, err := net.Listen("tcp", "localhost:"+os.Getenv("PORT")) // any free port, if it is empty
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("Listening on http://%s", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
