<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Tables;
use AblyAuth\Rule\WholeNumber;

/** The text that a MAC covers, and the MAC. */
final class SignText
{
    // What must not be in a field: what could be read as its end. JSON escapes the other control characters itself.
    private const UNSIGNABLE = '~[\x00-\x1f\x7f]~';
    private const UNSIGNABLE_CAPABILITY = '~\n~';

    /**
     * The text that the MAC of a request covers: each field with a line feed after it, an absent one empty (RSA9g).
     *
     * The text is not escaped. So that no two requests share it, control characters in keyName, clientId and nonce, a
     * line feed in the capability, and text that is not UTF-8 are refused. Length and range are not checked.
     *
     * @param array<array-key, mixed>|\stdClass $request its members as they stand; the capability is signed literally
     *
     * @throws AblyAuthException 40001, 40003, 40000 or 40012, by the field that cannot be signed
     */
    public static function of(array|\stdClass $request): string
    {
        $members = (array) $request;
        $at = new Decoding(isLenient: false);
        $signable = [];
        foreach (Tables::SIGNED_FIELDS as $name) {
            if (!array_key_exists($name, $members)) {
                continue;
            }
            $value = $members[$name];
            $rule = Tables::tokenRequest()->members[$name]->rule;
            $unsignable = $name === 'capability' ? self::UNSIGNABLE_CAPABILITY : self::UNSIGNABLE;
            if ($rule instanceof WholeNumber) {
                $value = WholeNumber::whole($value);
                if ($value === null || abs($value) > WholeNumber::MAX_SAFE) {
                    $at->report($rule, "$.{$name}", 'type', 'another value');
                }
            } elseif (!is_string($value)) {
                $at->report($rule, "$.{$name}", 'type', Decoding::got($value));
            } elseif (preg_match($unsignable, $value) !== 0 || !JsonText::isWellFormed($value)) {
                $at->report($rule, "$.{$name}", 'pattern', 'a control character, or text that is not UTF-8');
            }
            $signable[$name] = is_string($value) || is_int($value) ? $value : '';
        }
        $at->throwIssues('request');

        return self::join($signable);
    }

    /**
     * Each field with a line feed after it, an absent one as the empty string. The fields must be signable.
     *
     * @internal
     *
     * @param array<array-key, string|int> $request
     */
    public static function join(array $request): string
    {
        $text = '';
        foreach (Tables::SIGNED_FIELDS as $name) {
            $text .= ($request[$name] ?? '') . "\n";
        }

        return $text;
    }

    /**
     * HMAC-SHA-256 of a text's bytes, keyed with the secret's, as base64 with padding (RSA9g).
     *
     * @param string $text the sign text, see `of`
     * @param string $secret the part of the API key after the first colon
     *
     * @throws \ValueError if the secret is empty
     */
    public static function computeMac(string $text, #[\SensitiveParameter] string $secret): string
    {
        if ($secret === '') {
            throw new \ValueError('secret: expected a string that is not empty');
        }

        return base64_encode(hash_hmac('sha256', $text, $secret, true));
    }
}
