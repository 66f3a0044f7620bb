<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;

/**
 * The claims of an Ably JWT.
 *
 * @internal
 *
 * @phpstan-type AblyJwtParams array{
 *     ttl?: int,
 *     capability?: string|array<array-key, list<string>>,
 *     clientId?: string,
 *     revocationKey?: string,
 *     channelClaims?: array<array-key, string>,
 *     publishRates?: array<array-key, int|float>,
 *     claims?: array<array-key, mixed>,
 * }
 */
final class JwtClaims
{
    /** The members that mean in a JWT what they mean in TokenParams. */
    private const SHARED = ['ttl' => 0, 'capability' => 0, 'clientId' => 0];
    private const EXPECTED = ['channelClaims' => 'a string', 'publishRates' => 'a positive number'];

    /**
     * The claims that the params ask for.
     *
     * @param array<array-key, mixed>|\stdClass $params
     *
     * @return array{iat: int, exp: int, ...}
     */
    public static function of(array|\stdClass $params, int $issued): array
    {
        $own = (array) $params;
        $others = array_diff_key($own, ['revocationKey' => 0, 'claims' => 0] + Tables::SCOPED_CLAIMS);
        // A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be lost.
        $at = new Decoding(isLenient: false);
        foreach (array_diff_key($others, self::SHARED) as $name => $_) {
            $path = Path::member('$', (string) $name);
            $at->breach(Tables::jwtParamsMember(), $path, 'additionalProperties', 'another one');
        }
        $at->throwIssues('AblyJwtParams');
        $asked = TokenRequest::readParams($others, 'AblyJwtParams');
        $ttl = $asked['ttl'] ?? Limits::TTL_DEFAULT_MS;
        if ($ttl % 1000 !== 0) {
            $message = "expected a multiple of 1000 ms, got {$ttl}";
            throw self::invalid('ttl', $message, 'Pass whole seconds, in milliseconds.');
        }
        $claims = self::objectOf($own, 'claims');
        foreach ($claims as $name => $_) {
            if (preg_match('~\A(?:(?:iat|exp)\z|x-ably-|ably\.)~', (string) $name) === 1) {
                throw self::invalid(
                    Path::entry('claims', (string) $name),
                    "expected a claim of the app, got one of Ably's",
                    'Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.',
                );
            }
        }
        $claims['iat'] = $issued;
        $claims['exp'] = $issued + intdiv($ttl, 1000);
        if (isset($asked['capability'])) {
            $claims['x-ably-capability'] = $asked['capability'];
        }
        if (isset($asked['clientId'])) {
            $claims['x-ably-clientId'] = $asked['clientId'];
        }
        if (array_key_exists('revocationKey', $own)) {
            $key = $own['revocationKey'];
            $isValid = is_string($key) && $key !== '';
            $claims['x-ably-revocation-key'] = $isValid
                ? $key
                : throw self::refused('revocationKey', 'a string that is not empty', $key);
        }
        foreach (Tables::SCOPED_CLAIMS as $member => $prefix) {
            foreach (self::objectOf($own, $member) as $key => $value) {
                $name = (string) $key; // PHP keeps "10" as an int
                $path = Path::entry($member, $name);
                if ($name === '') {
                    throw self::refused($path, 'a name', $name);
                }
                if (!self::accepts($member, $value)) {
                    throw self::refused($path, self::EXPECTED[$member], $value);
                }
                $claims[$prefix . $name] = $value;
            }
        }
        $issues = Decode::validate(Types::ABLY_JWT_CLAIMS, $claims);
        if ($issues !== []) {
            // nbf of the app, a clock before 1970
            throw self::invalid('claims' . substr($issues[0]->path, 1), $issues[0]->message, $issues[0]->remediation);
        }

        /** @var array{iat: int, exp: int, ...} $claims */
        return $claims;
    }

    /**
     * The claims of a member that goes by channel or resource, by that name.
     *
     * @param array<array-key, mixed> $claims
     *
     * @return array<array-key, mixed>
     */
    public static function scoped(array $claims, string $member): array
    {
        $prefix = Tables::SCOPED_CLAIMS[$member];
        $scoped = [];
        foreach ($claims as $key => $value) {
            $name = (string) $key;
            if (!str_starts_with($name, $prefix)) {
                continue;
            }
            if (!self::accepts($member, $value)) {
                $where = Path::entry('JWT claims', $name);
                $expected = self::EXPECTED[$member];
                throw JwtText::error('claims', "{$where}: expected {$expected}, got " . Decoding::got($value));
            }
            $scoped[substr($name, strlen($prefix))] = $value;
        }

        return $scoped;
    }

    /** The error for a value: where it is, and what was expected there. */
    public static function refused(string $path, string $expected, mixed $value): AblyAuthException
    {
        $message = "expected {$expected}, got " . Decoding::got($value);

        return self::invalid($path, $message, 'Correct the member that the message names.');
    }

    public static function invalid(string $path, string $message, string $remediation): AblyAuthException
    {
        $text = "{$path}: {$message}";

        return new AblyAuthException(ErrorCode::InvalidParameterValue, $text, "$.{$path}", $remediation);
    }

    private static function accepts(string $member, mixed $value): bool
    {
        if ($member === 'channelClaims') {
            return is_string($value);
        }

        return (is_int($value) || (is_float($value) && is_finite($value))) && $value > 0;
    }

    /**
     * @param array<array-key, mixed> $params
     *
     * @return array<array-key, mixed>
     */
    private static function objectOf(array $params, string $member): array
    {
        if (!array_key_exists($member, $params)) {
            return [];
        }

        return Decoding::plainObject($params[$member]) ??
            throw self::refused($member, 'a plain object', $params[$member]);
    }
}
