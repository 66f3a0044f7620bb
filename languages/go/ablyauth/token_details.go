package ablyauth

import (
	"reflect"
	"slices"
)

// ReadTokenDetails reads a TokenDetails, JSON text of 128 KiB at most, as a service or an auth server sends it (TD7).
//
// Only types are checked; only token is required. null and an empty capability are read as absent, decimal strings as
// numbers, and unknown members are dropped (RSF1); the leniencies list what was. The error has code 40001 if it is not a
// JSON object, names a member twice, is too large, has no token or a member of another type; 40012 if that is clientId.
func ReadTokenDetails(text []byte) (TokenDetails, []Leniency, error) {
	var details TokenDetails
	leniencies, err := readLeniently(&ruleTokenDetails, text, "TokenDetails", &details)
	return details, leniencies, err
}

// IsTokenExpired reports whether a token has expired by the clock of the options; isKnown is false where its expiry is
// not known (RSA4b1).
func IsTokenExpired(details TokenDetails, opts ...Option) (isExpired, isKnown bool, err error) {
	set, err := newOptions(opts)
	if err != nil || details.Expires == nil {
		return false, false, err
	}
	return *details.Expires <= set.now().UnixMilli(), true, nil
}

// readLeniently reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short nonces and
// MACs.
func readLeniently(rule rule, text []byte, name string, target any) ([]Leniency, error) {
	read, at := decodeLeniently(rule, text)
	if read != absent {
		fill(reflect.ValueOf(target).Elem(), read)
		return at.leniencies, nil
	}
	isOfRange := func(issue Issue) bool { return issue.Keyword != "type" && issue.Keyword != "required" }
	if mistyped := slices.DeleteFunc(slices.Clone(at.issues), isOfRange); len(mistyped) > 0 {
		at.issues = mistyped
	}
	return nil, issuesError(at.issues, name)
}
