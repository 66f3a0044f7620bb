<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;

/**
 * TokenRequests: created, read and verified. A request is an array with the names that go over the wire.
 *
 * @phpstan-import-type TokenParams from Types
 * @phpstan-import-type TokenRequest from Types as TokenRequestArray
 * @phpstan-import-type UnsignedTokenRequest from Types
 */
final class TokenRequest
{
    /**
     * Creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without the key (RSA9).
     *
     * @param TokenParams|\stdClass $params what is asked of the token: ttl and timestamp in ms, capability as JSON text
     *     or an array, clientId, nonce; the service decides what is left out
     * @param string $key the whole API key, `<appId>.<keyId>:<secret>`
     * @param (callable(): int)|null $now the time in ms since the epoch; the real one by default (RSA9d)
     * @param (callable(): string)|null $nonce makes the nonce of 16 to 256 characters; 132 random bits by default
     *     (RSA9c)
     *
     * @return TokenRequestArray answer it as JSON
     *
     * @throws AblyAuthException 40003, 40000 or 40012 if the params are not valid, with every issue; 40101 if the key is
     *     not
     * @throws \TypeError if `$now` does not return a whole number
     */
    public static function create(
        array|\stdClass $params,
        #[\SensitiveParameter] string $key,
        ?callable $now = null,
        ?callable $nonce = null,
    ): array {
        return self::sign($params, ApiKey::parse($key), $now, $nonce);
    }

    /**
     * Reads a signed TokenRequest as SDKs send it (TE6).
     *
     * Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC. Null, `ttl: 0` and an
     * empty capability are read as absent, decimal strings as numbers, and unknown members are dropped.
     *
     * @param string|array<array-key, mixed>|\stdClass $request JSON text of 128 KiB at most, or an array
     *
     * @return ReadResult<TokenRequestArray>
     *
     * @throws AblyAuthException 40001 if it is not a JSON object, names a member twice, is too large or has no keyName;
     *     40003, 40000, 40012 or 40101 if a member is missing or has another type
     */
    public static function read(string|array|\stdClass $request): ReadResult
    {
        $at = new Decoding(isLenient: true);
        /** @var TokenRequestArray $read */
        $read = Decode::leniently($at, Tables::tokenRequest(), $request, 'TokenRequest');

        return new ReadResult($read, $at->leniencies);
    }

    /**
     * Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.
     *
     * @param string|array<array-key, mixed>|\stdClass $request JSON text of 128 KiB at most, or an array
     *
     * @return ReadResult<UnsignedTokenRequest>
     *
     * @throws AblyAuthException as `read`; 40001 also if it has a MAC, which nobody would check
     */
    public static function readUnsigned(string|array|\stdClass $request): ReadResult
    {
        $at = new Decoding(isLenient: true);
        /** @var UnsignedTokenRequest $read */
        $read = Decode::leniently($at, Tables::unsignedTokenRequest(), $request, 'TokenRequest');
        foreach ($at->leniencies as $leniency) {
            if ($leniency->path === '$.mac' && $leniency->kind !== 'null') {
                throw new AblyAuthException(
                    ErrorCode::InvalidRequestBody,
                    'TokenRequest.mac: expected no MAC in an unsigned request',
                    path: '$.mac',
                    remediation: 'Read and verify a signed request with TokenRequest::verify.',
                );
            }
        }

        return new ReadResult($read, $at->leniencies);
    }

    /**
     * Verifies a signed TokenRequest: its form, its key, its MAC, what its capability says and its timestamp.
     *
     * It does not know used nonces: anyone who issues tokens must also refuse a request with the key name, timestamp
     * and nonce of an earlier one. Nor does it know what the key may do. The MAC is checked over the capability text as
     * it stands.
     *
     * @param string|array<array-key, mixed>|\stdClass $request JSON text of 128 KiB at most, or an array; read as by
     *     `read`
     * @param string|(callable(string): ?string) $key the whole key, or a function that finds it by the key name, whose
     *     own exceptions come through
     * @param (callable(): int)|null $now the time in ms since the epoch; the real one by default
     * @param int $maxSkewMs how far the timestamp may be from `$now`, either way
     *
     * @throws AblyAuthException 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if the key is not known;
     *     40101 if the MAC is wrong; 40000 if its capability is not valid; 40104 if the timestamp is not current; 50003
     *     if the lookup returns something that is not a key
     * @throws \TypeError|\ValueError if an argument is wrong, or `$now` does not return a whole number
     */
    public static function verify(
        string|array|\stdClass $request,
        #[\SensitiveParameter] string|callable $key,
        ?callable $now = null,
        int $maxSkewMs = Limits::TIMESTAMP_MAX_SKEW_MS,
    ): VerifiedTokenRequest {
        Options::requireWhole('maxSkewMs', $maxSkewMs);
        $fixed = is_string($key) ? ApiKey::parse($key) : null;
        $received = new ReceivedTokenRequest($request);
        $found = is_string($key) ? $fixed : Options::lookedUp($key, $received->request['keyName']);

        return $received->conclude($found, $now, $maxSkewMs);
    }

    /**
     * @internal
     *
     * @param array<array-key, mixed>|\stdClass $params
     * @param (callable(): int)|null $now
     * @param (callable(): string)|null $nonce
     *
     * @return TokenRequestArray
     */
    public static function sign(array|\stdClass $params, ApiKey $key, ?callable $now, ?callable $nonce): array
    {
        $signed = ['keyName' => $key->name] + self::readParams($params);
        $signed['timestamp'] ??= Options::currentTime($now); // RSA9d
        $signed['nonce'] ??= $nonce === null ? self::nonce() : $nonce(); // RSA9c
        if ($now !== null || $nonce !== null) {
            // what a callback of the caller returned
            $at = new Decoding(isLenient: false);
            Tables::timestamp()->read($at, '$.timestamp', $signed['timestamp'], true);
            Tables::nonce()->read($at, '$.nonce', $signed['nonce'], true);
            $at->throwIssues('TokenParams');
        }
        // Members in the order of the sign text; an absent one stays absent (RSA5, RSA6, TK2c).
        /** @var array<string, string|int> $request */
        $request = [];
        foreach (Tables::SIGNED_FIELDS as $name) {
            if (isset($signed[$name])) {
                $request[$name] = $signed[$name];
            }
        }
        $request['mac'] = SignText::computeMac(SignText::join($request), $key->secret()); // RSA9g

        /** @var TokenRequestArray $request */
        return $request;
    }

    /**
     * The params with the capability as canonical text; `$name` is what they are, for the message.
     *
     * @internal
     *
     * @return array{ttl?: int, capability?: string, clientId?: string, timestamp?: int, nonce?: string}
     */
    public static function readParams(mixed $params, string $name = 'TokenParams'): array
    {
        $at = new Decoding(isLenient: false, readTextOrObject: Capability::canonicalText(...));
        /** @var array{ttl?: int, capability?: string, clientId?: string, timestamp?: int, nonce?: string} $read */
        $read = Tables::tokenParams()->read($at, '$', $params, true);
        $at->throwIssues($name);

        return $read;
    }

    private static function nonce(): string
    {
        $length = intdiv(Limits::NONCE_RANDOM_BITS, 6); // a character of base64url has six bits

        return substr(JwtText::base64url(random_bytes($length)), 0, $length);
    }
}
