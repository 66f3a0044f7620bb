<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;
use AblyAuth\Rule\Rule;

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
        return self::readLeniently(Tables::tokenRequest(), $request, 'TokenRequest');
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
        $result = self::readLeniently(Tables::unsignedTokenRequest(), $request, 'TokenRequest');
        foreach ($result->leniencies as $leniency) {
            if ($leniency->path === '$.mac' && $leniency->kind !== 'null') {
                throw new AblyAuthException(
                    ErrorCode::InvalidRequestBody,
                    'TokenRequest.mac: expected no MAC in an unsigned request',
                    path: '$.mac',
                    remediation: 'Read and verify a signed request with TokenRequest::verify.',
                );
            }
        }

        return $result;
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
     * The params with the capability as canonical text.
     *
     * @internal
     *
     * @return TokenParams
     */
    public static function readParams(Decoding $at, mixed $params): array
    {
        /** @var TokenParams|null $read */
        $read = Tables::tokenParams()->read($at, '$', $params, true);
        $at->throwIssues('TokenParams');

        return $read ?? [];
    }

    /**
     * @internal
     *
     * @param array<array-key, mixed>|\stdClass $params
     *
     * @return TokenRequestArray
     */
    public static function sign(array|\stdClass $params, ApiKey $key, ?callable $now, ?callable $nonce): array
    {
        $at = self::decodingOfParams();
        $asked = self::readParams($at, $params);
        // RSA9d, RSA9c
        $asked['timestamp'] ??= Tables::timestamp()->read($at, '$.timestamp', Options::currentTime($now), true);
        $asked['nonce'] ??= Tables::nonce()->read($at, '$.nonce', $nonce === null ? self::nonce() : $nonce(), true);
        $at->throwIssues('TokenParams');
        $asked['keyName'] = $key->name;
        // Members in the order of the sign text; an absent one stays absent (RSA5, RSA6, TK2c).
        $request = [];
        foreach (Tables::SIGNED_FIELDS as $name) {
            if (isset($asked[$name])) {
                $request[$name] = $asked[$name];
            }
        }
        $request['mac'] = SignText::computeMac(SignText::join($request), $key->secret()); // RSA9g

        return $request;
    }

    /** @internal */
    public static function decodingOfParams(): Decoding
    {
        return new Decoding(isLenient: false, readTextOrObject: Capability::canonicalText(...));
    }

    /**
     * Reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short nonces and MACs.
     *
     * @internal
     *
     * @return ReadResult<array<string, mixed>>
     */
    public static function readLeniently(Rule $rule, mixed $value, string $name): ReadResult
    {
        $at = new Decoding(isLenient: true);
        $read = Decode::value($at, $rule, $value);
        if ($read !== null) {
            return new ReadResult($read, $at->leniencies);
        }
        $isMistyped = static fn(Issue $issue): bool => in_array($issue->keyword, ['type', 'required'], true);
        $mistyped = array_values(array_filter($at->issues, $isMistyped));
        throw AblyAuthException::fromIssues($mistyped === [] ? $at->issues : $mistyped, $name);
    }

    private static function nonce(): string
    {
        $length = intdiv(Limits::NONCE_RANDOM_BITS, 6); // a character of base64url has six bits

        return substr(JwtText::base64url(random_bytes($length)), 0, $length);
    }
}
