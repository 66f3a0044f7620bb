package ablyauth

import (
	"errors"
	"math"
	"unicode/utf8"
)

// Place is where a JWT carries a token.
type Place string

const (
	// PlaceHeader is the JOSE header x-ably-token.
	PlaceHeader Place = "header"
	// PlaceClaim is the claim x-ably-token.
	PlaceClaim Place = "claim"
)

const embeddedMember = "x-ably-token"

// EmbeddedToken is a token that a JWT carries.
type EmbeddedToken struct {
	// The Ably token or Ably JWT.
	Token string
	// Where it was; the header, if it is in both.
	Place Place
	// When the outer JWT says that it expires, in ms since the epoch; nil if it does not say, or is encrypted.
	OuterExpires *float64
}

// EmbedOptions is how a token is embedded.
type EmbedOptions struct {
	// What the app signs with.
	Secret []byte
	// Where the token goes.
	Place Place
	// When the token expires, in ms since the epoch; needed if the token itself does not say.
	InnerExpires *int64
}

// EmbedToken creates a JWT of the app's own, signed with HS256, that carries an Ably token or an Ably JWT. The outer
// claims have exp, in seconds since the epoch.
//
// The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.
//
// The error has code 40144 and reason embedded if the outer JWT would outlive the inner token, if it is not known when
// that expires, if there is no token, or another one among the claims, or if JSON cannot say the claims.
func EmbedToken(outerClaims map[string]any, token TokenDetails, options EmbedOptions) (string, error) {
	if options.Place != PlaceHeader && options.Place != PlaceClaim {
		return "", errors.New("ablyauth: EmbedToken: expected PlaceHeader or PlaceClaim, got another place")
	}
	if len(options.Secret) == 0 {
		return "", errors.New("ablyauth: EmbedToken: expected a secret that is not empty")
	}
	if token.Token == "" || !utf8.ValidString(token.Token) {
		return "", refuseEmbedding("token", "a token", token.Token)
	}
	claims := plain(outerClaims).(*object)
	// Readers would differ on which of two tokens counts.
	if other := claims.get(embeddedMember); other != absent {
		return "", refuseEmbedding(entryPath("outerClaims", embeddedMember), "no token", other)
	}
	if err := refuseOutliving(claims.get("exp"), expiryOf(token, options.InnerExpires)); err != nil {
		return "", err
	}
	header := newObject(3)
	header.set("typ", "JWT")
	header.set("alg", "HS256")
	if options.Place == PlaceHeader {
		header.set(embeddedMember, token.Token)
	} else {
		claims.set(embeddedMember, token.Token)
	}
	head, err := appendJSON(nil, header, "token", refuseEmbedding, 1)
	if err != nil {
		return "", err
	}
	body, err := appendJSON(nil, claims, "outerClaims", refuseEmbedding, JSONMaxDepth)
	if err != nil {
		return "", err
	}
	return signed(head, body, options.Secret), nil
}

// ExtractEmbeddedToken finds the Ably token that a JWT of an app carries, signed (three parts) or encrypted (five): in
// the JOSE header or, if it is not encrypted, in the claims. It is nil if there is no token.
//
// The outer signature is not checked: it is the app's own. The error has code 40144 if the JWT is malformed, or carries
// two different tokens.
func ExtractEmbeddedToken(jwt string) (*EmbeddedToken, error) {
	parts, err := partsOf(jwt)
	if err != nil {
		return nil, err
	}
	claims := newObject(0)
	switch len(parts) {
	case 3:
		if claims, err = decodeObject(parts[1], "JWT claims"); err != nil {
			return nil, err
		}
	case 5:
	default:
		return nil, jwtError("malformed", "JWT: expected three or five parts, got "+numberText(float64(len(parts))))
	}
	header, err := decodeObject(parts[0], "JWT header")
	if err != nil {
		return nil, err
	}
	inHeader, err := tokenIn(header, "header")
	if err != nil {
		return nil, err
	}
	inClaims, err := tokenIn(claims, "claims")
	if err != nil {
		return nil, err
	}
	found := &EmbeddedToken{inHeader, PlaceHeader, milliseconds(claims.get("exp"))}
	switch {
	case inHeader == "" && inClaims == "":
		return nil, nil
	case inHeader == "":
		found.Token, found.Place = inClaims, PlaceClaim
	case inClaims != "" && inClaims != inHeader:
		return nil, jwtError("embedded", entryPath("JWT claims", embeddedMember)+": expected the token of the header, got another")
	}
	return found, nil
}

func tokenIn(part *object, name string) (string, error) {
	value := part.get(embeddedMember)
	if token, isText := value.(string); value == absent || isText && token != "" {
		return token, nil
	}
	return "", jwtError("embedded", entryPath("JWT "+name, embeddedMember)+": expected a token, got "+got(value))
}

// milliseconds gives a time of a JWT in ms; nil where it is not a finite number.
func milliseconds(seconds any) *float64 {
	number, isNumber := numberOf(seconds)
	if !isNumber || math.IsNaN(number) || math.IsInf(number, 0) {
		return nil
	}
	return Ptr(number * 1000)
}

// expiryOf gives when a token expires, in ms: by its details, by itself where it is a JWT, else as given (TN1).
func expiryOf(token TokenDetails, given *int64) *float64 {
	if token.Expires != nil {
		return Ptr(float64(*token.Expires))
	}
	if parts, err := partsOf(token.Token); err == nil && len(parts) == 3 {
		// An opaque token may hold dots too.
		if claims, err := decodeObject(parts[1], "JWT claims"); err == nil {
			if expires := milliseconds(claims.get("exp")); expires != nil {
				return expires
			}
		}
	}
	if given == nil {
		return nil
	}
	return Ptr(float64(*given))
}

func refuseOutliving(exp any, expires *float64) error {
	outer := milliseconds(exp)
	if outer == nil {
		return refuseEmbedding("outerClaims.exp", "a time in seconds since the epoch", exp)
	}
	if expires == nil {
		return embeddingError(
			"InnerExpires: expected when the token expires, got nothing",
			"Pass the TokenDetails, or InnerExpires in milliseconds since the epoch.")
	}
	if *outer > *expires {
		return embeddingError(
			"outerClaims.exp: expected at most the expiry of the inner token, got "+numberText(*outer-*expires)+" ms more",
			"Let the outer JWT expire with the inner token or before it.")
	}
	return nil
}

func refuseEmbedding(path, expected string, value any) error {
	return embeddingError(path+": expected "+expected+", got "+got(value), "Correct the argument that the message names.")
}

func embeddingError(message, remediation string) error {
	err := jwtError("embedded", message)
	err.Remediation = remediation
	return err
}
