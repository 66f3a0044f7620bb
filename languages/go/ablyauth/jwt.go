package ablyauth

import (
	"crypto/hmac"
	"fmt"
	"math"
	"reflect"
	"strings"
)

// AblyJWTParams is what an Ably JWT is to say.
type AblyJWTParams struct {
	// Lifetime in milliseconds, whole seconds; 60 minutes by default.
	TTL *int64 `json:"ttl,omitempty"`
	// What the bearer may do; absent: what the key has.
	Capability CapabilityInput `json:"capability,omitempty"`
	// Identity of the bearer; absent: anonymous.
	ClientID *string `json:"clientId,omitempty"`
	// Name by which the token can be revoked with a target of type revocationKey.
	RevocationKey *string `json:"revocationKey,omitempty"`
	// By channel name: a text that the service attaches to messages of the bearer on that channel.
	ChannelClaims map[string]string `json:"channelClaims,omitempty"`
	// By resource: the messages per second that one attachment of the bearer may publish.
	PublishRates map[string]float64 `json:"publishRates,omitempty"`
	// Claims of the app's own, nbf among them; they may not replace those that the other members set.
	Claims map[string]any `json:"claims,omitempty"`
}

// UnmarshalJSON reads params that come as JSON, strictly: a misspelt member is refused.
func (p *AblyJWTParams) UnmarshalJSON(text []byte) error {
	at := &decoding{}
	raw := readJSONText(at, "$", string(text), 0)
	if err := at.err("AblyJwtParams"); err != nil {
		return err
	}
	claims, err := toClaims(raw, 0)
	if err != nil {
		return err
	}
	raw.(*object).setPresent("capability", claims.get("x-ably-capability"))
	*p = AblyJWTParams{}
	fill(reflect.ValueOf(p).Elem(), raw)
	return nil
}

// CreatedJWT is a JWT, and when it begins and ends.
type CreatedJWT struct {
	// The JWT in compact form.
	Token string
	// When it was issued, in ms since the epoch; a whole second.
	Issued int64
	// When it expires, in ms since the epoch; a whole second.
	Expires int64
	// Not empty if the JWT is so long that it may not fit in an HTTP header.
	Warning string
}

// scoped are the claims whose name ends in a channel or resource.
var scoped = []struct {
	member, prefix, expected string
	accepts                  func(value any) bool
}{
	{"channelClaims", textsScopedClaims["channelClaims"], "a string", func(value any) bool {
		_, isText := plain(value).(string)
		return isText
	}},
	{"publishRates", textsScopedClaims["publishRates"], "a positive number", func(value any) bool {
		rate, isNumber := numberOf(value)
		return isNumber && rate > 0 && !math.IsInf(rate, 0)
	}},
}

// CreateAblyJWT creates an Ably JWT, signed with HS256 and the key secret (TN3).
//
// The error has code 40003, 40000 or 40012 if the params are not valid.
func (s *Signer) CreateAblyJWT(params AblyJWTParams) (CreatedJWT, error) {
	now := s.options.now().UnixMilli()
	issued := now / 1000
	if now%1000 < 0 {
		issued-- // before 1970
	}
	claims, err := toClaims(params, float64(issued))
	if err != nil {
		return CreatedJWT{}, err
	}
	text, err := appendJSON(nil, claims, "claims", refuseMember, JSONMaxDepth)
	if err != nil {
		return CreatedJWT{}, err
	}
	header := append(appendQuoted([]byte(`{"typ":"JWT","alg":"HS256","kid":`), s.key.name), '}')
	token := signed(header, text, []byte(s.key.Secret()))
	if len(token) > TokenTextMaxBytes {
		message := fmt.Sprintf("expected a JWT of at most %d bytes, got %d", TokenTextMaxBytes, len(token))
		return CreatedJWT{}, invalidMember("params", message, "Shorten the claims or the capability.")
	}
	created := CreatedJWT{Token: token, Issued: issued * 1000, Expires: int64(claims.get("exp").(float64)) * 1000}
	if len(token) > JWTAdvisedMaxBytes {
		created.Warning = fmt.Sprintf(
			"The JWT has %d bytes and may not fit in an HTTP header (%d is safe). An Ably token stays short with any capability.",
			len(token), JWTAdvisedMaxBytes)
	}
	return created, nil
}

// toClaims gives the claims of params, which are an AblyJWTParams or JSON.
func toClaims(params any, issued float64) (*object, error) {
	source, isObject := plain(params).(*object)
	if !isObject {
		_, err := readTokenParams(params, "AblyJwtParams")
		return nil, err
	}
	revocationKey, own := source.get("revocationKey"), source.get("claims")
	sections, others := make([]any, len(scoped)), source.without("revocationKey", "claims")
	for index, kind := range scoped {
		sections[index], others = source.get(kind.member), others.without(kind.member)
	}
	// A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be lost.
	if rest := others.without("ttl", "capability", "clientId"); len(rest.members) > 0 {
		at := &decoding{}
		at.breach(&ruleJWTParamsMember, memberPath("$", rest.members[0].name), "additionalProperties", "another one")
		return nil, at.err("AblyJwtParams")
	}
	asked, err := readTokenParams(others, "AblyJwtParams")
	if err != nil {
		return nil, err
	}
	ttl := float64(TTLDefaultMS)
	if asked.get("ttl") != absent {
		ttl = asked.get("ttl").(float64)
	}
	if math.Mod(ttl, 1000) != 0 {
		message := "expected a multiple of 1000 ms, got " + numberText(ttl)
		return nil, invalidMember("ttl", message, "Pass whole seconds, in milliseconds.")
	}
	if text, isText := plain(revocationKey).(string); revocationKey != absent && (!isText || text == "") {
		return nil, refuseMember("revocationKey", "a string that is not empty", revocationKey)
	}
	claims, err := ownClaims(own)
	if err != nil {
		return nil, err
	}
	claims.set("iat", issued)
	claims.set("exp", issued+ttl/1000)
	claims.setPresent("x-ably-capability", asked.get("capability"))
	claims.setPresent("x-ably-clientId", asked.get("clientId"))
	claims.setPresent("x-ably-revocation-key", revocationKey)
	for index, kind := range scoped {
		members, isObject := plain(sections[index]).(*object)
		if sections[index] != absent && !isObject {
			return nil, refuseMember(kind.member, "a plain object", sections[index])
		}
		if !isObject {
			continue
		}
		for _, each := range members.members {
			path := entryPath(kind.member, each.name)
			if each.name == "" {
				return nil, refuseMember(path, "a name", each.name)
			}
			if !kind.accepts(each.value) {
				return nil, refuseMember(path, kind.expected, each.value)
			}
			claims.set(kind.prefix+each.name, each.value)
		}
	}
	at := &decoding{}
	ruleAblyJWTClaims.read(at, "$", claims, true)
	if len(at.issues) > 0 { // nbf of the app, a clock before 1970
		first := at.issues[0]
		return nil, invalidMember("claims"+first.Path[1:], first.Message, first.Remediation)
	}
	return claims, nil
}

// ownClaims gives a copy of the claims of the app.
func ownClaims(raw any) (*object, error) {
	if raw == absent {
		return newObject(0), nil
	}
	claims, isObject := plain(raw).(*object)
	if !isObject {
		return nil, refuseMember("claims", "a plain object", raw)
	}
	for _, each := range claims.members {
		name := each.name
		if name == "iat" || name == "exp" || strings.HasPrefix(name, "x-ably-") || strings.HasPrefix(name, "ably.") {
			return nil, invalidMember(
				entryPath("claims", name), "expected a claim of the app, got one of Ably's",
				"Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.")
		}
	}
	return claims.without(), nil
}

func refuseMember(path, expected string, value any) error {
	return invalidMember(path, "expected "+expected+", got "+got(value), "Correct the member that the message names.")
}

func invalidMember(path, message, remediation string) error {
	return newError(ErrInvalidParameterValue, "$."+path, path+": "+message, remediation)
}

// verifiedSignature reports whether a signature is the one text that is accepted of those that decode to the same bytes
// (RFC 4648 §3.5).
func verifiedSignature(text, signature string, key APIKey) bool {
	return hmac.Equal([]byte(signatureOf(text, []byte(key.Secret()))), []byte(signature))
}
