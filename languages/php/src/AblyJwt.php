<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;

/**
 * Ably JWTs: created and verified (TN3).
 *
 * @phpstan-import-type AblyJwtClaims from Types
 * @phpstan-import-type AblyJwtParams from JwtClaims
 */
final class AblyJwt
{
    /**
     * Creates an Ably JWT, signed with HS256 and the key secret.
     *
     * @param AblyJwtParams|\stdClass $params what it is to say: `ttl` in ms and whole seconds, 60 minutes by default;
     *     `capability` as JSON text or an array, absent: what the key has; `clientId`, absent: anonymous;
     *     `revocationKey`, by which it can be revoked; `channelClaims`, by channel name a text that the service attaches
     *     to messages of the bearer; `publishRates`, by resource the messages per second of one attachment; `claims` of
     *     the app's own, `nbf` among them, which may not replace those that the other members set
     * @param string $key the whole API key, `<appId>.<keyId>:<secret>`
     * @param (callable(): int)|null $now the time in ms since the epoch; the real one by default
     *
     * @throws AblyAuthException 40003, 40000 or 40012 if the params are not valid; 40101 if the key is not
     * @throws \TypeError if `$now` does not return a whole number
     */
    public static function create(
        array|\stdClass $params,
        #[\SensitiveParameter] string $key,
        ?callable $now = null,
    ): CreatedJwt {
        $apiKey = ApiKey::parse($key);
        $issued = intdiv(Options::currentTime($now), 1000);
        $claims = JwtClaims::of($params, $issued);
        $header = ['typ' => 'JWT', 'alg' => 'HS256', 'kid' => $apiKey->name];
        $text = JwtText::jsonOf($claims, 'claims', JwtClaims::refused(...));
        $token = JwtText::signed($header, $text, $apiKey->secret());
        $size = strlen($token);
        $most = Limits::TOKEN_TEXT_MAX_BYTES;
        if ($size > $most) {
            $message = "expected a JWT of at most {$most} bytes, got {$size}";
            throw JwtClaims::invalid('params', $message, 'Shorten the claims or the capability.');
        }
        $advised = Limits::JWT_ADVISED_MAX_BYTES;
        $warning =
            "The JWT has {$size} bytes and may not fit in an HTTP header ({$advised} is safe). " .
            'An Ably token stays short with any capability.';

        return new CreatedJwt($token, $issued * 1000, $claims['exp'] * 1000, $size > $advised ? $warning : null);
    }

    /**
     * Verifies an Ably JWT: form, algorithm, key, signature, claims, life, in this order. HS256 alone is accepted.
     *
     * It does not know what the key may do, whether its tokens are revocable, nor what was revoked.
     *
     * @param string $token the JWT in compact form, 128 KiB at most
     * @param string|(callable(string): ?string) $key the whole key, or a function that finds it by the key name, whose
     *     own exceptions come through
     * @param (callable(): int)|null $now the time in ms since the epoch; the real one by default
     * @param int $clockToleranceMs how far the signer's clock may be ahead; it applies to `iat` and `nbf`, never to
     *     `exp`
     *
     * @throws AblyAuthException 40142 if it has expired, else 40144, with a `reason`; 40101 if `$key` is not a valid API
     *     key; 50003 if the lookup returns anything else than an API key
     * @throws \TypeError|\ValueError if an argument is wrong, or `$now` does not return a whole number
     */
    public static function verify(
        string $token,
        #[\SensitiveParameter] string|callable $key,
        ?callable $now = null,
        int $clockToleranceMs = 0,
    ): VerifiedJwt {
        Options::requireWhole('clockToleranceMs', $clockToleranceMs);
        $fixed = is_string($key) ? ApiKey::parse($key) : null;
        $parts = JwtText::partsOf($token);
        if (count($parts) !== 3) {
            throw JwtText::error('malformed', 'JWT: expected three parts, got ' . count($parts));
        }
        [$header, $claims, $signature] = $parts;
        $keyName = self::keyNameOf(JwtText::decodeObject($header, 'JWT header'));
        $found = is_string($key) ? $fixed : Options::lookedUp($key, $keyName);
        if ($found === null || $found->name !== $keyName) {
            $message = "JWT header.kid: expected the name of a known key, got {$keyName}";
            throw JwtText::error('kid-unknown', $message);
        }
        // Of the texts that decode to the same 32 bytes, one is accepted (RFC 4648 §3.5).
        if (!hash_equals(JwtText::signatureOf("{$header}.{$claims}", $found->secret()), $signature)) {
            throw JwtText::error('signature', 'JWT signature: expected that of the key, got another');
        }
        $decoded = JwtText::decodeObject($claims, 'JWT claims');

        return self::readClaims($keyName, $decoded, Options::currentTime($now), $clockToleranceMs);
    }

    /** @param array<array-key, mixed> $header */
    private static function keyNameOf(array $header): string
    {
        $at = new Decoding(isLenient: false);
        /** @var array{kid: string}|null $read */
        $read = Decode::value($at, Tables::ablyJwtHeader(), (object) $header);
        if ($read === null || $at->issues !== []) {
            $reasons = ['$.alg' => 'algorithm', '$.kid' => 'kid-missing'];
            throw self::issueError('header', $at->issues, 'malformed', $reasons);
        }
        // RFC 7515 §4.1.11: an extension that must be understood, and none is.
        if (array_key_exists('crit', $header)) {
            $message = 'JWT header.crit: expected no critical extension, got ' . Decoding::got($header['crit']);
            throw JwtText::error('malformed', $message, remediation: 'Sign without the header crit.');
        }

        return $read['kid'];
    }

    /** @param array<array-key, mixed> $claims */
    private static function readClaims(string $keyName, array $claims, int $now, int $toleranceMs): VerifiedJwt
    {
        $at = new Decoding(isLenient: false);
        /** @var AblyJwtClaims|null $known */
        $known = Decode::value($at, Tables::ablyJwtClaims(), (object) $claims);
        if ($known === null || $at->issues !== []) {
            $reasons = ['$["x-ably-capability"]' => 'capability'];
            if ($at->issues[0]->keyword === 'required') {
                $reasons += ['$.iat' => 'iat-missing', '$.exp' => 'exp-missing'];
            }
            throw self::issueError('claims', $at->issues, 'claims', $reasons);
        }
        $iat = $known['iat'];
        $exp = $known['exp'];
        $most = intdiv(Limits::TTL_MAX_MS, 1000);
        if ($exp <= $iat || $exp - $iat > $most) {
            $ttl = $exp - $iat;
            throw JwtText::error('ttl', "JWT claims.exp: expected 1 to {$most} s after iat, got {$ttl} s");
        }
        self::requirePast('iat', 'iat-in-future', $iat * 1000 - $now, $toleranceMs);
        self::requirePast('nbf', 'not-yet-valid', ($known['nbf'] ?? $iat) * 1000 - $now, $toleranceMs);
        if ($exp * 1000 <= $now) {
            $ago = $now - $exp * 1000;
            throw JwtText::error('expired', "JWT claims.exp: expected a time in the future, got one {$ago} ms ago");
        }

        /** @var array<array-key, string> $channelClaims */
        $channelClaims = JwtClaims::scoped($claims, 'channelClaims');
        /** @var array<array-key, int|float> $publishRates */
        $publishRates = JwtClaims::scoped($claims, 'publishRates');

        return new VerifiedJwt(
            keyName: $keyName,
            issued: $iat * 1000,
            expires: $exp * 1000,
            capability: self::readCapability($known['x-ably-capability'] ?? null),
            clientId: $known['x-ably-clientId'] ?? null,
            revocationKey: $known['x-ably-revocation-key'] ?? null,
            channelClaims: $channelClaims,
            publishRates: $publishRates,
            claims: $claims,
        );
    }

    private static function requirePast(string $claim, string $reason, int|float $ahead, int $toleranceMs): void
    {
        if ($ahead > $toleranceMs) {
            $message = "JWT claims.{$claim}: expected a time in the past, got one {$ahead} ms ahead";
            throw JwtText::error($reason, $message);
        }
    }

    private static function readCapability(?string $text): ?Capability
    {
        if ($text === null) {
            return null;
        }
        try {
            return Capability::parse($text);
        } catch (AblyAuthException $error) {
            throw JwtText::error('capability', 'JWT claims["x-ably-capability"]: ' . $error->getMessage());
        }
    }

    /**
     * @param list<Issue> $issues
     * @param array<string, string> $reasons
     */
    private static function issueError(
        string $part,
        array $issues,
        string $otherwise,
        array $reasons,
    ): AblyAuthException {
        $first = $issues[0];
        foreach ($issues as $issue) {
            // The algorithm first: with another one nothing else in the header means anything.
            if ($issue->path === '$.alg') {
                $first = $issue;
                break;
            }
        }
        $message = "JWT {$part}" . substr($first->path, 1) . ": {$first->message}";

        return JwtText::error($reasons[$first->path] ?? $otherwise, $message, issues: $issues);
    }
}
