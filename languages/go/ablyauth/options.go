package ablyauth

import (
	"errors"
	"time"
)

// KeyLookup finds the whole API key by its name. An error of it is returned as it is; where found is false, there is no
// such key.
type KeyLookup func(keyName string) (key string, found bool, err error)

// Option changes how tokens are signed and verified. See [WithClock], [WithNonce], [WithMaxSkew], [WithClockTolerance].
type Option func(*options) error

type options struct {
	now            func() time.Time
	nonce          func() string
	maxSkew        time.Duration
	clockTolerance time.Duration
}

// WithClock sets the clock, by default [time.Now]: that of the service, where its offset is known (RSA9d, RSA10k).
func WithClock(now func() time.Time) Option {
	return func(to *options) error {
		if now == nil {
			return errors.New("ablyauth: WithClock: expected a function, got nil")
		}
		to.now = now
		return nil
	}
}

// WithNonce sets what makes the nonce of a request, 16 to 256 characters; 132 random bits by default (RSA9c).
func WithNonce(nonce func() string) Option {
	return func(to *options) error {
		if nonce == nil {
			return errors.New("ablyauth: WithNonce: expected a function, got nil")
		}
		to.nonce = nonce
		return nil
	}
}

// WithMaxSkew sets how far the timestamp of a request may be from the clock, either way; 2 minutes by default.
func WithMaxSkew(skew time.Duration) Option {
	return func(to *options) error {
		to.maxSkew = skew
		return requireDuration("WithMaxSkew", skew)
	}
}

// WithClockTolerance sets how far the clock that signed a JWT may be ahead, 0 by default. It applies to iat and nbf,
// never to exp.
func WithClockTolerance(tolerance time.Duration) Option {
	return func(to *options) error {
		to.clockTolerance = tolerance
		return requireDuration("WithClockTolerance", tolerance)
	}
}

func requireDuration(name string, duration time.Duration) error {
	if duration < 0 {
		return errors.New("ablyauth: " + name + ": expected 0 or more, got a negative duration")
	}
	return nil
}

func newOptions(given []Option) (options, error) {
	set := options{now: time.Now, maxSkew: TimestampMaxSkewMS * time.Millisecond}
	for _, option := range given {
		if err := option(&set); err != nil {
			return options{}, err
		}
	}
	return set, nil
}

// find gives the key of a name; ok is false where it is not known.
func (l KeyLookup) find(name string) (key APIKey, ok bool, err error) {
	if l == nil {
		return APIKey{}, false, errors.New("ablyauth: expected a KeyLookup, got nil")
	}
	answer, found, err := l(name)
	if err != nil || !found {
		return APIKey{}, false, err
	}
	key, err = ParseAPIKey(answer)
	if err != nil { // blames the service, not the request
		return APIKey{}, false, newError(
			ErrServiceUnavailable, "", "key: the lookup returned something that is not an API key",
			"Return the whole key from the lookup, or false for a key name that it does not know.")
	}
	return key, key.name == name, nil
}

// Ptr gives a pointer to a value, for the optional members of the types.
func Ptr[T any](value T) *T { return &value }

// Millis gives a duration as the types have it: in whole milliseconds.
func Millis(duration time.Duration) *int64 { return Ptr(duration.Milliseconds()) }
