package ablyauth

import (
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
)

// VerifiedTokenRequest is a request that was signed with the key that it names, and is current.
type VerifiedTokenRequest struct {
	// The request as it was read.
	Request TokenRequest
	// The capability of the request as it was parsed; nil where the request has none: it asks for what the key has.
	Capability *Capability
	// Where the received form differed from what the protocol says.
	Leniencies []Leniency
}

// UnmarshalJSON reads params that come as JSON, strictly: a misspelt member is refused, since without it the token would
// be anonymous, or have every right of the key.
func (p *TokenParams) UnmarshalJSON(text []byte) error {
	at := &decoding{}
	raw := readJSONText(at, "$", string(text), 0)
	if err := at.err("TokenParams"); err != nil {
		return err
	}
	read, err := readTokenParams(raw, "TokenParams")
	if err != nil {
		return err
	}
	*p = TokenParams{}
	fill(reflect.ValueOf(p).Elem(), read)
	return nil
}

// readTokenParams reads params with the capability as canonical text; name is what they are, for the message.
func readTokenParams(raw any, name string) (*object, error) {
	at := &decoding{textOrObject: readCanonicalText}
	read := ruleTokenParams.read(at, "$", raw, true)
	if err := at.err(name); err != nil {
		return nil, err
	}
	return read.(*object), nil
}

// CreateTokenRequest creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without the
// key (RSA9). Answer it as JSON.
//
// The params are what is asked of the token; the service decides what is left out. The error has code 40003, 40000 or
// 40012 if they are not valid, with every issue.
func (s *Signer) CreateTokenRequest(params TokenParams) (TokenRequest, error) {
	asked, err := readTokenParams(params, "TokenParams")
	if err != nil {
		return TokenRequest{}, err
	}
	at := &decoding{}
	if asked.get("timestamp") == absent { // RSA9d
		asked.set("timestamp", ruleTimestamp.read(at, "$.timestamp", s.options.now().UnixMilli(), true))
	}
	if asked.get("nonce") == absent { // RSA9c
		nonce, err := s.nonce()
		if err != nil {
			return TokenRequest{}, err
		}
		asked.set("nonce", ruleNonce.read(at, "$.nonce", nonce, true))
	}
	if err := at.err("TokenParams"); err != nil {
		return TokenRequest{}, err
	}
	asked.set("keyName", s.key.name)
	signing := s.signings.Get().(*signing)
	asked.set("mac", signing.mac(asked)) // RSA9g
	s.signings.Put(signing)
	var request TokenRequest // an absent member stays absent (RSA5, RSA6, TK2c)
	fill(reflect.ValueOf(&request).Elem(), asked)
	return request, nil
}

func (s *Signer) nonce() (string, error) {
	if s.options.nonce != nil {
		return s.options.nonce(), nil
	}
	const length = NonceRandomBits / 6 // a character of base64url has six bits
	random := make([]byte, (NonceRandomBits+7)/8)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("ablyauth: no random bytes for a nonce: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(random)[:length], nil
}

// ReadTokenRequest reads a signed TokenRequest, JSON text of 128 KiB at most, as SDKs send it (TE6).
//
// Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC. null, ttl 0 and an empty
// capability are read as absent, decimal strings as numbers, and unknown members are dropped; the leniencies list what
// was. The error has code 40001 if it is not a JSON object, names a member twice, is too large or has no keyName; 40003,
// 40000, 40012 or 40101 if a member is missing or has another type.
func ReadTokenRequest(text []byte) (TokenRequest, []Leniency, error) {
	var request TokenRequest
	leniencies, err := readLeniently(&ruleTokenRequest, text, "TokenRequest", &request)
	return request, leniencies, err
}

// ReadUnsignedTokenRequest reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.
//
// The errors are those of [ReadTokenRequest]; 40001 also if it has a MAC, which nobody would check.
func ReadUnsignedTokenRequest(text []byte) (UnsignedTokenRequest, []Leniency, error) {
	var request UnsignedTokenRequest
	leniencies, err := readLeniently(&ruleUnsignedTokenRequest, text, "TokenRequest", &request)
	isMAC := func(leniency Leniency) bool { return leniency.Path == "$.mac" && leniency.Kind != "null" }
	if err == nil && slices.ContainsFunc(leniencies, isMAC) {
		message := "TokenRequest.mac: expected no MAC in an unsigned request, got one"
		remediation := "Read and verify a signed request with VerifyTokenRequest."
		return UnsignedTokenRequest{}, nil, newError(ErrInvalidRequestBody, "$.mac", message, remediation)
	}
	return request, leniencies, err
}

// VerifyTokenRequest verifies a signed TokenRequest, JSON text of 128 KiB at most that is read as by [ReadTokenRequest]:
// its form, its key, its MAC, what its capability says and its timestamp, in this order.
//
// It does not know used nonces: anyone who issues tokens must also refuse a request with the key name, timestamp and
// nonce of an earlier one. Nor does it know what the key may do. The MAC is checked over the capability text as it
// stands.
//
// The error has code 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if the key is not known; 40101 if
// the MAC is wrong; 40000 if its capability is not valid; 40104 if the timestamp is not current; 50003 if the lookup
// returns something that is not a key. An error of the lookup is returned as it is.
func VerifyTokenRequest(text []byte, lookup KeyLookup, opts ...Option) (*VerifiedTokenRequest, error) {
	set, err := newOptions(opts)
	if err != nil {
		return nil, err
	}
	return verifyTokenRequest(text, lookup.find, set)
}

// VerifyTokenRequest does as the function of the same name; a request of another key is refused with 40400.
func (s *Signer) VerifyTokenRequest(text []byte) (*VerifiedTokenRequest, error) {
	return verifyTokenRequest(text, s.find, s.options)
}

func (s *Signer) find(name string) (key APIKey, ok bool, err error) {
	return s.key, s.key.name == name, nil
}

func verifyTokenRequest(
	text []byte, find func(name string) (APIKey, bool, error), set options,
) (*VerifiedTokenRequest, error) {
	read, at := decodeLeniently(&ruleTokenRequest, text)
	// The form of the MAC is checked with the MAC.
	isOfMAC := func(issue Issue) bool { return issue.Path == "$.mac" && issue.Keyword == "pattern" }
	if malformed := slices.DeleteFunc(slices.Clone(at.issues), isOfMAC); len(malformed) > 0 {
		return nil, issuesError(malformed, "TokenRequest")
	}
	verified := &VerifiedTokenRequest{Leniencies: at.leniencies}
	fill(reflect.ValueOf(&verified.Request).Elem(), read)
	key, isKnown, err := find(verified.Request.KeyName)
	if err != nil {
		return nil, err
	}
	if !isKnown {
		message := "TokenRequest.keyName: expected the name of a known key, got another"
		return nil, newError(ErrNotFound, "$.keyName", message, "")
	}
	hasForm := len(at.issues) == 0
	at = &decoding{lenient: true}
	// The MAC before what it vouches for: an unauthenticated caller must not buy the work of the rest.
	if !hasForm || !macMatches(read.(*object), key) {
		at.breach(&ruleMACMatch, "$.mac", "const", "another one")
	} else if capability := verified.Request.Capability; capability != nil {
		verified.Capability = readCapability(at, "$.capability", *capability)
	}
	if len(at.issues) == 0 {
		requireCurrent(at, verified.Request.Timestamp-set.now().UnixMilli(), set.maxSkew.Milliseconds())
	}
	if err := at.err("TokenRequest"); err != nil {
		return nil, err
	}
	return verified, nil
}

// macMatches checks a MAC whose form was checked: other texts decode to the same bytes.
func macMatches(request *object, key APIKey) bool {
	mac, err := base64.StdEncoding.Strict().DecodeString(request.get("mac").(string))
	return err == nil && hmac.Equal(mac, hmacSHA256(joinSignedFields(request), []byte(key.Secret())))
}

func requireCurrent(at *decoding, skew, maxSkew int64) {
	switch {
	case skew < -maxSkew:
		got := fmt.Sprintf("%d ms behind it, with %d ms allowed", -skew, maxSkew)
		at.breach(&ruleTimestampCurrent, "$.timestamp", "minimum", got)
	case skew > maxSkew:
		got := fmt.Sprintf("%d ms ahead of it, with %d ms allowed", skew, maxSkew)
		at.breach(&ruleTimestampCurrent, "$.timestamp", "maximum", got)
	}
}
