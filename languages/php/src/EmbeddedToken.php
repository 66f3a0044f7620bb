<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Types;
use AblyAuth\Rule\WholeNumber;

/**
 * JWTs of an app's own that carry an Ably token, and the token that one carries.
 *
 * @phpstan-import-type TokenDetails from Types as TokenDetailsArray
 */
final class EmbeddedToken
{
    private const MEMBER = 'x-ably-token';

    private function __construct(
        /** The Ably token or Ably JWT. */
        public readonly string $token,
        /** @var 'header'|'claim' */
        public readonly string $place,
        /** When the outer JWT says that it expires, in ms since the epoch; null if it does not say, or is encrypted. */
        public readonly int|float|null $outerExpires,
    ) {}

    /**
     * Creates a JWT of the app's own, signed with HS256, that carries an Ably token or an Ably JWT.
     *
     * The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.
     *
     * @param array<array-key, mixed>|\stdClass $outerClaims the claims of the app, among them `exp` in seconds since the
     *     epoch
     * @param string|TokenDetailsArray|\stdClass $token the token, or its TokenDetails
     * @param string $secret what the app signs with
     * @param string $place `header` or `claim`: the JOSE header `x-ably-token`, or the claim of that name
     * @param int|null $innerExpires when the token expires, in ms since the epoch; needed if the token itself does not
     *     say
     *
     * @throws AblyAuthException 40144 with reason `embedded` if the outer JWT would outlive the inner token, if it is
     *     not known when that expires, if there is no token, or another one among the claims, or if JSON cannot say the
     *     claims
     * @throws \ValueError if the secret is empty, the place another one, or the time below 0
     */
    public static function embed(
        array|\stdClass $outerClaims,
        string|array|\stdClass $token,
        #[\SensitiveParameter] string $secret,
        string $place,
        ?int $innerExpires = null,
    ): string {
        if ($place !== 'header' && $place !== 'claim') {
            throw new \ValueError('place: expected "header" or "claim"');
        }
        Options::requireWhole('innerExpires', $innerExpires ?? 0);
        if ($secret === '') {
            throw new \ValueError('secret: expected a string that is not empty');
        }
        $claims =
            Decoding::plainObject($outerClaims) ?? throw self::refused('outerClaims', 'claims by name', $outerClaims);
        $details = is_string($token) ? ['token' => $token] : (array) $token;
        $text = $details['token'] ?? null;
        if (!is_string($text) || $text === '' || !JsonText::isWellFormed($text)) {
            throw self::refused('token', 'a token or TokenDetails, as UTF-8', $text ?? $token);
        }
        // Readers would differ on which of two tokens counts.
        if (array_key_exists(self::MEMBER, $claims)) {
            throw self::refused('outerClaims["' . self::MEMBER . '"]', 'no token', $claims[self::MEMBER]);
        }
        $expires = array_key_exists('expires', $details)
            ? WholeNumber::whole($details['expires']) ??
                throw self::refused('token.expires', 'whole milliseconds since the epoch', $details['expires'])
            : self::expiryOfJwt($text);
        self::refuseOutliving($claims['exp'] ?? null, $expires ?? $innerExpires);
        $header = ['typ' => 'JWT', 'alg' => 'HS256'];
        if ($place === 'header') {
            $header[self::MEMBER] = $text;
        } else {
            $claims[self::MEMBER] = $text;
        }

        return JwtText::signed($header, JwtText::jsonOf((object) $claims, 'outerClaims', self::refused(...)), $secret);
    }

    /**
     * Finds the Ably token that a JWT of an app carries, in the JOSE header or, if it is not encrypted, in the claims;
     * null if it carries none.
     *
     * The outer signature is not checked: it is the app's own.
     *
     * @param string $jwt the outer JWT in compact form, signed (three parts) or encrypted (five)
     *
     * @throws AblyAuthException 40144 if it is malformed, or carries two different tokens
     */
    public static function extract(string $jwt): ?self
    {
        $parts = JwtText::partsOf($jwt);
        if (count($parts) !== 3 && count($parts) !== 5) {
            throw JwtText::error('malformed', 'JWT: expected three or five parts, got ' . count($parts));
        }
        $claims = count($parts) === 3 ? JwtText::decodeObject($parts[1], 'JWT claims') : [];
        $inHeader = self::tokenIn(JwtText::decodeObject($parts[0], 'JWT header'), 'header');
        $inClaims = self::tokenIn($claims, 'claims');
        if ($inHeader !== null && $inClaims !== null && $inHeader !== $inClaims) {
            $message = 'JWT claims["' . self::MEMBER . '"]: expected the token of the header, got another';
            throw JwtText::error('embedded', $message);
        }
        $token = $inHeader ?? $inClaims;
        $place = $inHeader === null ? 'claim' : 'header';

        return $token === null ? null : new self($token, $place, self::milliseconds($claims['exp'] ?? null));
    }

    /** @param array<array-key, mixed> $part */
    private static function tokenIn(array $part, string $name): ?string
    {
        if (!array_key_exists(self::MEMBER, $part)) {
            return null;
        }
        $token = $part[self::MEMBER];
        if (is_string($token) && $token !== '') {
            return $token;
        }
        $got = Decoding::got($token);
        throw JwtText::error('embedded', "JWT {$name}[\"" . self::MEMBER . "\"]: expected a token, got {$got}");
    }

    /** A time of a JWT in ms; null where it is not a finite number. */
    private static function milliseconds(mixed $seconds): int|float|null
    {
        return is_int($seconds) || (is_float($seconds) && is_finite($seconds)) ? $seconds * 1000 : null;
    }

    /** When a JWT says that it expires, in ms; null for an opaque token (TN1). */
    private static function expiryOfJwt(string $token): int|float|null
    {
        $parts = JwtText::partsOf($token);
        if (count($parts) !== 3) {
            return null;
        }
        try {
            return self::milliseconds(JwtText::decodeObject($parts[1], 'JWT claims')['exp'] ?? null);
        } catch (AblyAuthException) {
            return null; // an opaque token may hold dots too
        }
    }

    private static function refuseOutliving(mixed $exp, int|float|null $expires): void
    {
        $outer = self::milliseconds($exp);
        if ($outer === null) {
            throw self::refused('outerClaims.exp', 'a time in seconds since the epoch', $exp);
        }
        if ($expires === null) {
            throw JwtText::error(
                'embedded',
                'innerExpires: expected when the token expires, got nothing',
                remediation: 'Pass the TokenDetails, or innerExpires in milliseconds since the epoch.',
            );
        }
        if ($outer > $expires) {
            $more = $outer - $expires;
            throw JwtText::error(
                'embedded',
                "outerClaims.exp: expected at most the expiry of the inner token, got {$more} ms more",
                remediation: 'Let the outer JWT expire with the inner token or before it.',
            );
        }
    }

    private static function refused(string $path, string $expected, mixed $value): AblyAuthException
    {
        $message = "{$path}: expected {$expected}, got " . Decoding::got($value);

        return JwtText::error('embedded', $message, remediation: 'Correct the argument that the message names.');
    }
}
