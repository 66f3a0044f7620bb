<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;

/**
 * TokenDetails: read, and asked whether they have expired. They are an array with the names that go over the wire.
 *
 * @phpstan-import-type TokenDetails from Types as TokenDetailsArray
 */
final class TokenDetails
{
    /**
     * Reads a TokenDetails as a service or an auth server sends it (TD7).
     *
     * Only types are checked; only `token` is required. Null and an empty capability are read as absent, decimal
     * strings as numbers, and unknown members are dropped (RSF1).
     *
     * @param string|array<array-key, mixed>|\stdClass $details JSON text of 128 KiB at most, or an array
     *
     * @return ReadResult<TokenDetailsArray>
     *
     * @throws AblyAuthException 40001 if it is not a JSON object, names a member twice, is too large, has no token or a
     *     member of another type; 40012 if that is the clientId
     */
    public static function read(string|array|\stdClass $details): ReadResult
    {
        $at = new Decoding(isLenient: true);
        /** @var TokenDetailsArray $read */
        $read = Decode::leniently($at, Tables::tokenDetails(), $details, 'TokenDetails');

        return new ReadResult($read, $at->leniencies);
    }

    /**
     * Whether a token has expired by the given clock; null where its expiry is not known (RSA4b1).
     *
     * @param TokenDetailsArray|\stdClass $details
     * @param (callable(): int)|null $now the time in ms since the epoch, of the service's clock where its offset is
     *     known (RSA10k)
     */
    public static function isExpired(array|\stdClass $details, ?callable $now = null): ?bool
    {
        $expires = ((array) $details)['expires'] ?? null;
        // Anything but a time counts as not known: NAN compares false, and the token would never expire.
        if (!is_int($expires) && (!is_float($expires) || is_nan($expires))) {
            return null;
        }

        return $expires <= Options::currentTime($now);
    }
}
