// Package ablyauth signs and verifies Ably TokenRequests and JWTs, by the typed specification of Ably's token
// authentication.
//
// A [Signer] keeps one key: it creates and verifies requests and JWTs. [VerifyTokenRequest] and [VerifyAblyJWT] look the
// key up by its name. Data that is wrong returns an [*Error], with a code to compare by [errors.Is], the path, and how to
// fix it. No message quotes a secret. Everything is safe for use by several goroutines.
package ablyauth
