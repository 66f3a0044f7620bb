<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;

/**
 * Guards for the arguments of a call. What cannot be compared must never make a check pass.
 *
 * @internal
 */
final class Options
{
    /** @throws \ValueError for a duration or a time below 0 */
    public static function requireWhole(string $name, int $value): void
    {
        if ($value < 0) {
            throw new \ValueError("{$name}: expected whole milliseconds, 0 or more");
        }
    }

    /** The time in whole milliseconds since the epoch, by the caller's clock or the real one. */
    public static function currentTime(?callable $now): int
    {
        $time = $now === null ? (int) (microtime(true) * 1000) : $now();

        return is_int($time) ? $time : throw new \TypeError('now: must return whole milliseconds since the epoch');
    }

    /** What a lookup returns. Anything else than a key blames the service, not the request. */
    public static function lookedUp(#[\SensitiveParameter] callable $lookup, string $name): ?ApiKey
    {
        $answer = $lookup($name);
        if ($answer === null) {
            return null;
        }
        try {
            $found = is_string($answer) ? ApiKey::parse($answer) : null;
        } catch (AblyAuthException) {
            $found = null;
        }
        if ($found === null) {
            throw new AblyAuthException(
                ErrorCode::ServiceUnavailable,
                'key: the lookup returned something that is not an API key',
                remediation: 'Return the whole key from the lookup, or null for a key name that it does not know.',
            );
        }

        return $found;
    }
}
