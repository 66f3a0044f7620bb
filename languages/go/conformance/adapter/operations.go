package main

import (
	"encoding/json"

	"github.com/ably-auth/ably-auth/languages/go/ablyauth"
)

type output = map[string]any

var operations = map[string]func(input) (output, error){
	"create-token-request":    createTokenRequest,
	"read-token-request":      readTokenRequest,
	"read-token-details":      readTokenDetails,
	"verify-token-request":    verifyTokenRequest,
	"parse-api-key":           parseAPIKey,
	"canonicalize-capability": canonicalizeCapability,
	"parse-capability":        parseCapability,
	"permits":                 permits,
	"covers":                  covers,
	"intersect":               intersect,
	"sign-text":               signText,
	"mac":                     computeMAC,
	"create-jwt":              createJWT,
	"verify-jwt":              verifyJWT,
	"embed-token":             embedToken,
	"extract-embedded-token":  extractEmbeddedToken,
}

func createTokenRequest(in input) (output, error) {
	signer, err := ablyauth.NewSigner(in.Key, in.options()...)
	if err != nil {
		return nil, err
	}
	var params ablyauth.TokenParams
	if in.Params != nil {
		if err := json.Unmarshal(in.Params, &params); err != nil {
			return nil, err
		}
	}
	request, err := signer.CreateTokenRequest(params)
	return output{"request": request}, err
}

func readTokenRequest(in input) (output, error) {
	request, _, err := ablyauth.ReadTokenRequest([]byte(in.Text))
	return output{"request": request}, err
}

func readTokenDetails(in input) (output, error) {
	details, _, err := ablyauth.ReadTokenDetails([]byte(in.Text))
	return output{"details": details}, err
}

func verifyTokenRequest(in input) (output, error) {
	signer, err := ablyauth.NewSigner(in.Key, in.options()...)
	if err != nil {
		return nil, err
	}
	verified, err := signer.VerifyTokenRequest([]byte(in.Text))
	if err != nil {
		return nil, err
	}
	return output{"request": verified.Request}, nil
}

func parseAPIKey(in input) (output, error) {
	key, err := ablyauth.ParseAPIKey(in.Key)
	return output{"name": key.Name(), "secret": key.Secret()}, err
}

func canonicalizeCapability(in input) (output, error) {
	asked := in.Capability.input
	if asked == nil {
		asked = ablyauth.CapabilityText(in.Text)
	}
	text, err := ablyauth.CanonicalizeCapability(asked)
	return output{"text": text}, err
}

func parseCapability(in input) (output, error) {
	capability, err := ablyauth.ParseCapability(ablyauth.CapabilityText(in.Text))
	return output{"capability": capability}, err
}

func permits(in input) (output, error) {
	capability, err := ablyauth.ParseCapability(in.Capability.input)
	return output{"permits": capability.Permits(in.Resource, in.Operation)}, err
}

func covers(in input) (output, error) {
	outer, inner, err := parseBoth(in.Outer, in.Inner)
	return output{"covers": outer.Covers(inner)}, err
}

func intersect(in input) (output, error) {
	a, b, err := parseBoth(in.A, in.B)
	if err != nil {
		return nil, err
	}
	common, err := ablyauth.Intersect(a, b)
	return output{"text": common.Text()}, err
}

func parseBoth(first, second capability) (a, b *ablyauth.Capability, err error) {
	if a, err = ablyauth.ParseCapability(first.input); err == nil {
		b, err = ablyauth.ParseCapability(second.input)
	}
	return a, b, err
}

func signText(in input) (output, error) {
	text, err := ablyauth.SignText(in.Request)
	return output{"text": text}, err
}

func computeMAC(in input) (output, error) {
	mac, err := ablyauth.ComputeMAC(in.Text, in.Secret)
	return output{"mac": mac}, err
}

func createJWT(in input) (output, error) {
	signer, err := ablyauth.NewSigner(in.Key, in.options()...)
	if err != nil {
		return nil, err
	}
	var params ablyauth.AblyJWTParams
	if err := json.Unmarshal(in.Params, &params); err != nil {
		return nil, err
	}
	jwt, err := signer.CreateAblyJWT(params)
	return output{"token": jwt.Token}, err
}

func verifyJWT(in input) (output, error) {
	signer, err := ablyauth.NewSigner(in.Key, in.options()...)
	if err != nil {
		return nil, err
	}
	jwt, err := signer.VerifyAblyJWT(in.token())
	if err != nil {
		return nil, err
	}
	verified := output{
		"keyName":       jwt.KeyName,
		"issued":        jwt.Issued,
		"expires":       jwt.Expires,
		"channelClaims": jwt.ChannelClaims,
		"publishRates":  jwt.PublishRates,
	}
	if jwt.Capability != nil {
		verified["capability"] = jwt.Capability.Text()
	}
	if jwt.ClientID != nil {
		verified["clientId"] = *jwt.ClientID
	}
	if jwt.RevocationKey != nil {
		verified["revocationKey"] = *jwt.RevocationKey
	}
	return output{"verified": verified}, nil
}

// token gives the token that is a text.
func (in input) token() (token string) {
	_ = json.Unmarshal(in.Token, &token)
	return token
}

func embedToken(in input) (output, error) {
	details := ablyauth.TokenDetails{Token: in.token()}
	if in.Token[0] != '"' {
		if err := json.Unmarshal(in.Token, &details); err != nil {
			return nil, err
		}
	}
	options := ablyauth.EmbedOptions{Secret: []byte(in.Secret), Place: in.Place, InnerExpires: in.InnerExpires}
	token, err := ablyauth.EmbedToken(in.OuterClaims, details, options)
	return output{"token": token}, err
}

func extractEmbeddedToken(in input) (output, error) {
	found, err := ablyauth.ExtractEmbeddedToken(in.JWT)
	if found == nil {
		return output{"embedded": nil}, err
	}
	embedded := output{"token": found.Token, "place": found.Place}
	if found.OuterExpires != nil {
		embedded["outerExpires"] = *found.OuterExpires
	}
	return output{"embedded": embedded}, err
}
