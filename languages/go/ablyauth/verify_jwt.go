package ablyauth

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
)

// VerifiedJWT is what a verified JWT says.
type VerifiedJWT struct {
	KeyName string
	// When it was issued, in ms since the epoch.
	Issued int64
	// When it expires, in ms since the epoch.
	Expires int64
	// What it asks for; nil: what the key has. The token has the intersection of both.
	Capability *Capability
	// Identity of the bearer; nil: anonymous.
	ClientID *string
	// Name by which the token can be revoked.
	RevocationKey *string
	// By channel name.
	ChannelClaims map[string]string
	// By resource: messages per second for one attachment.
	PublishRates map[string]float64
	// Every claim, as it stands.
	Claims map[string]any
}

// VerifyAblyJWT verifies an Ably JWT, 128 KiB at most: form, algorithm, key, signature, claims, life, in this order.
// HS256 alone is accepted.
//
// It does not know what the key may do, whether its tokens are revocable, nor what was revoked.
//
// The error has code 40142 if it has expired, else 40144, with a reason; 50003 if the lookup returns anything else than
// an API key. An error of the lookup is returned as it is.
func VerifyAblyJWT(token string, lookup KeyLookup, opts ...Option) (*VerifiedJWT, error) {
	set, err := newOptions(opts)
	if err != nil {
		return nil, err
	}
	return verifyAblyJWT(token, lookup.find, set)
}

// VerifyAblyJWT does as the function of the same name; a JWT of another key is refused.
func (s *Signer) VerifyAblyJWT(token string) (*VerifiedJWT, error) {
	return verifyAblyJWT(token, s.find, s.options)
}

func verifyAblyJWT(token string, find func(name string) (APIKey, bool, error), set options) (*VerifiedJWT, error) {
	parts, err := partsOf(token)
	if err != nil {
		return nil, err
	}
	if len(parts) != 3 {
		return nil, jwtError("malformed", fmt.Sprintf("JWT: expected three parts, got %d", len(parts)))
	}
	header, err := decodeObject(parts[0], "JWT header")
	if err != nil {
		return nil, err
	}
	keyName, err := keyNameOf(header)
	if err != nil {
		return nil, err
	}
	key, isKnown, err := find(keyName)
	if err != nil {
		return nil, err
	}
	if !isKnown {
		return nil, jwtError("kid-unknown", "JWT header.kid: expected the name of a known key, got "+keyName)
	}
	if !verifiedSignature(parts[0]+"."+parts[1], parts[2], key) {
		return nil, jwtError("signature", "JWT signature: expected that of the key, got another")
	}
	claims, err := decodeObject(parts[1], "JWT claims")
	if err != nil {
		return nil, err
	}
	return readClaims(keyName, claims, set)
}

func keyNameOf(header *object) (string, error) {
	at := &decoding{}
	ruleAblyJWTHeader.read(at, "$", header, true)
	if len(at.issues) > 0 {
		reasons := map[string]string{"$.alg": "algorithm", "$.kid": "kid-missing"}
		return "", jwtIssuesError("header", at.issues, "malformed", reasons)
	}
	// RFC 7515 §4.1.11: an extension that must be understood, and none is.
	if critical := header.get("crit"); critical != absent {
		err := jwtError("malformed", "JWT header.crit: expected no critical extension, got "+got(critical))
		err.Remediation = "Sign without the header crit."
		return "", err
	}
	return header.get("kid").(string), nil
}

func readClaims(keyName string, claims *object, set options) (*VerifiedJWT, error) {
	at := &decoding{}
	ruleAblyJWTClaims.read(at, "$", claims, true)
	if len(at.issues) > 0 {
		reasons := map[string]string{`$["x-ably-capability"]`: "capability"}
		if at.issues[0].Keyword == "required" {
			maps.Copy(reasons, map[string]string{"$.iat": "iat-missing", "$.exp": "exp-missing"})
		}
		return nil, jwtIssuesError("claims", at.issues, "claims", reasons)
	}
	seconds := func(name string) int64 { number, _ := numberOf(claims.get(name)); return int64(number) }
	issued, expires, now := seconds("iat"), seconds("exp"), set.now().UnixMilli()
	if life := expires - issued; life <= 0 || life > TTLMaxMS/1000 {
		return nil, jwtError("ttl", fmt.Sprintf(
			"JWT claims.exp: expected 1 to %d s after iat, got %d s", TTLMaxMS/1000, life))
	}
	if err := requirePast("iat", "iat-in-future", issued, now, set.clockTolerance); err != nil {
		return nil, err
	}
	if claims.get("nbf") != absent {
		if err := requirePast("nbf", "not-yet-valid", seconds("nbf"), now, set.clockTolerance); err != nil {
			return nil, err
		}
	}
	if expires*1000 <= now {
		return nil, jwtError("expired", fmt.Sprintf(
			"JWT claims.exp: expected a time in the future, got one %d ms ago", now-expires*1000))
	}
	jwt := &VerifiedJWT{
		KeyName:       keyName,
		Issued:        issued * 1000,
		Expires:       expires * 1000,
		ClientID:      optionalText(claims, "x-ably-clientId"),
		RevocationKey: optionalText(claims, "x-ably-revocation-key"),
		ChannelClaims: map[string]string{},
		PublishRates:  map[string]float64{},
		Claims:        generic(claims).(map[string]any),
	}
	if text := optionalText(claims, "x-ably-capability"); text != nil {
		capability, err := ParseCapability(CapabilityText(*text))
		var refused *Error
		if errors.As(err, &refused) {
			return nil, jwtError("capability", `JWT claims["x-ably-capability"]: `+refused.Message)
		}
		jwt.Capability = capability
	}
	if err := jwt.readScoped(claims); err != nil {
		return nil, err
	}
	return jwt, nil
}

func requirePast(claim, reason string, seconds, now int64, tolerance time.Duration) error {
	if ahead := seconds*1000 - now; ahead > tolerance.Milliseconds() {
		return jwtError(reason, fmt.Sprintf("JWT claims.%s: expected a time in the past, got one %d ms ahead", claim, ahead))
	}
	return nil
}

func optionalText(claims *object, name string) *string {
	if text, isText := claims.get(name).(string); isText {
		return &text
	}
	return nil
}

func (j *VerifiedJWT) readScoped(claims *object) error {
	for _, kind := range scoped {
		for _, each := range claims.members {
			name, isScoped := strings.CutPrefix(each.name, kind.prefix)
			if !isScoped {
				continue
			}
			switch value := each.value.(type) {
			case string:
				j.ChannelClaims[name] = value
			case float64:
				j.PublishRates[name] = value
			}
			if !kind.accepts(each.value) {
				return jwtError("claims", entryPath("JWT claims", each.name)+": expected "+kind.expected+", got "+got(each.value))
			}
		}
	}
	return nil
}

func jwtIssuesError(part string, issues []Issue, otherwise string, reasons map[string]string) error {
	first := issues[0]
	for _, issue := range issues {
		if issue.Path == "$.alg" { // with another algorithm nothing else in the header means anything
			first = issue
			break
		}
	}
	reason, isKnown := reasons[first.Path]
	if !isKnown {
		reason = otherwise
	}
	err := jwtError(reason, "JWT "+part+first.Path[1:]+": "+first.Message)
	err.Path, err.Issues = issues[0].Path, issues
	return err
}
