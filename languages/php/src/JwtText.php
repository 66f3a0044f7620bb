<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;

/**
 * The compact form of JWTs: parts, JSON and signature (RFC 7515).
 *
 * @internal
 */
final class JwtText
{
    /**
     * The error for a JWT that is refused: 40142 for `expired`, 40144 for every other reason.
     *
     * @param list<Issue> $issues
     */
    public static function error(
        string $reason,
        string $message,
        ?string $remediation = null,
        array $issues = [],
    ): AblyAuthException {
        return new AblyAuthException(
            $reason === 'expired' ? ErrorCode::TokenExpired : ErrorCode::InvalidJwt,
            $message,
            remediation: $remediation ?? (Tables::JWT_REMEDIATIONS[$reason] ?? null),
            reason: $reason,
            issues: $issues,
        );
    }

    /**
     * The parts of a JWT in compact form: three of a signed one, five of an encrypted one.
     *
     * @return non-empty-list<string>
     */
    public static function partsOf(string $token): array
    {
        if (strlen($token) > Limits::TOKEN_TEXT_MAX_BYTES) {
            // RSA4f
            $most = Limits::TOKEN_TEXT_MAX_BYTES;
            throw self::error('malformed', "JWT: expected at most {$most} bytes, got " . strlen($token));
        }

        return explode('.', $token);
    }

    /**
     * Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4).
     *
     * @return array<array-key, mixed>
     */
    public static function decodeObject(string $part, string $name): array
    {
        // RFC 7515 §2: no padding, no white space.
        $isBase64url = preg_match('~\A[A-Za-z0-9_-]*+\z~', $part) === 1;
        $text = $isBase64url ? base64_decode(strtr($part, '-_', '+/'), true) : false;
        if ($text === false || !JsonText::isWellFormed($text)) {
            throw self::error('malformed', "{$name}: expected base64url of UTF-8 text, got other text");
        }
        $at = new Decoding(isLenient: false);
        $value = JsonText::read($at, '$', $text, ErrorCode::InvalidJwt->value);
        if ($at->issues !== []) {
            throw self::error('malformed', AblyAuthException::fromIssues($at->issues, $name)->getMessage());
        }
        if (!($value instanceof \stdClass)) {
            throw self::error('malformed', "{$name}: expected a JSON object, got " . Decoding::got($value));
        }

        return (array) $value;
    }

    /**
     * A JWT in compact form, signed with HS256.
     *
     * @param array<string, string> $header
     */
    public static function signed(array $header, string $claims, #[\SensitiveParameter] string $secret): string
    {
        $head = json_encode($header, \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_THROW_ON_ERROR);
        $text = self::base64url($head) . '.' . self::base64url($claims);

        return $text . '.' . self::signatureOf($text, $secret);
    }

    /** The signature of header and claims, in the one form that is accepted. */
    public static function signatureOf(string $text, #[\SensitiveParameter] string $secret): string
    {
        return self::base64url(hash_hmac('sha256', $text, $secret, true));
    }

    /** Without padding (RFC 7515 §2). */
    public static function base64url(string $data): string
    {
        return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    }

    /**
     * The JSON text of a value that JSON can say as it is. An array is a list or an object, as for `json_encode`.
     *
     * @param callable(string, string, mixed): AblyAuthException $refuse the error for a value: where it is, what was
     *     expected there, and the value
     */
    public static function jsonOf(
        mixed $value,
        string $path,
        callable $refuse,
        int $depth = Limits::JSON_MAX_DEPTH,
    ): string {
        if (is_string($value) && JsonText::isWellFormed($value)) {
            return JsonText::quote($value);
        }
        if ($value === null || is_bool($value) || is_int($value) || (is_float($value) && is_finite($value))) {
            return json_encode($value, \JSON_THROW_ON_ERROR);
        }
        if (!($value instanceof \stdClass || is_array($value)) || $depth === 0) {
            throw $refuse($path, 'JSON of at most ' . Limits::JSON_MAX_DEPTH . ' levels, UTF-8', $value);
        }
        $isList = is_array($value) && array_is_list($value);
        $texts = [];
        foreach ((array) $value as $key => $member) {
            $where = $isList ? "{$path}[{$key}]" : Path::entry($path, (string) $key);
            $name = $isList ? '' : self::jsonOf((string) $key, $path, $refuse) . ':';
            $texts[] = $name . self::jsonOf($member, $where, $refuse, $depth - 1);
        }
        $text = implode(',', $texts);

        return $isList ? "[{$text}]" : "{{$text}}";
    }
}
