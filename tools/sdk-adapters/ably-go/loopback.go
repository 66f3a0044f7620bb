package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/ably/ably-go/ably"
)

// exchange is one request that the loopback server got.
type exchange struct {
	method, url, body string
	headers           http.Header
}

// loopback is the auth server and the Ably service in one: /keys/… is the service, every other path the auth server.
type loopback struct {
	port              int
	received          []exchange
	contentType, text string
}

func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	l.received = append(l.received, exchange{r.Method, r.RequestURI, string(body), r.Header})
	contentType, text := l.contentType, l.text
	if strings.HasPrefix(r.URL.Path, "/keys/") {
		contentType, text = "application/json", `{"token":"app.loopback","issued":1700000000000,"expires":1700003600000}`
	}
	w.Header()["Content-Type"] = []string{contentType}
	io.WriteString(w, text)
}

func (l *loopback) rest(options ...ably.ClientOption) (*ably.REST, error) {
	return ably.NewREST(append(options,
		ably.WithEndpoint("127.0.0.1"), ably.WithPort(l.port), ably.WithTLS(false),
		ably.WithFallbackHosts([]string{}), ably.WithUseBinaryProtocol(false),
		ably.WithInsecureAllowBasicAuthWithoutTLS())...)
}

func listen() *loopback {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := &loopback{port: listener.Addr().(*net.TCPAddr).Port}
	go http.Serve(listener, server)
	return server
}

func (l *loopback) posted(what string) (exchange, error) {
	for _, request := range l.received {
		if strings.HasSuffix(request.url, what) {
			return request, nil
		}
	}
	return exchange{}, fmt.Errorf("ably-go sent no request to %s", what)
}
