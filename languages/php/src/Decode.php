<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Rule\Rule;

/** Reads values by the generated tables: the one way in which data enters. */
final class Decode
{
    /**
     * Every issue of a value that should be of a type of the protocol, such as `Types::TOKEN_PARAMS`; none if it is
     * valid.
     *
     * @return list<Issue>
     *
     * @throws \ValueError if there is no such type
     */
    public static function validate(string $typeName, mixed $value): array
    {
        $rule = Tables::forType($typeName);
        if ($rule === null) {
            throw new \ValueError('typeName: expected one of the names in AblyAuth\Gen\Types');
        }
        $at = new Decoding(isLenient: false);
        self::value($at, $rule, $value);

        return $at->issues;
    }

    /**
     * Decodes a value, or where it is lenient also its JSON text; null where it cannot be read.
     *
     * @internal
     */
    public static function value(Decoding $at, Rule $rule, mixed $value): mixed
    {
        $isText = $at->isLenient && is_string($value);
        $raw = $isText ? JsonText::read($at, '$', $value) : $value;
        if ($at->issues !== []) {
            return null;
        }
        // An empty array of PHP is an object where one is expected; that of a JSON text is a list.
        if ($raw === null || ($isText && $raw === [])) {
            return $rule->mistyped($at, '$', $raw === null ? 'null' : 'an array');
        }
        $read = $rule->read($at, '$', $raw, true);
        // RSA4f: an object is bounded as its JSON text is.
        if ($at->isLenient && !$isText && self::isLarge($read)) {
            $at->isUnreadable = true;
            $at->breach(Tables::jsonSize(), '$', 'type', 'more');
        }

        return $at->isUnreadable ? null : $read;
    }

    /**
     * Reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short nonces and MACs.
     *
     * @internal
     *
     * @throws AblyAuthException if it cannot be read
     */
    public static function leniently(Decoding $at, Rule $rule, mixed $value, string $name): mixed
    {
        $read = self::value($at, $rule, $value);
        if ($read === null) {
            $isMistyped = static fn(Issue $issue): bool => in_array($issue->keyword, ['type', 'required'], true);
            $mistyped = array_values(array_filter($at->issues, $isMistyped));
            throw AblyAuthException::fromIssues($mistyped === [] ? $at->issues : $mistyped, $name);
        }

        return $read;
    }

    private static function isLarge(mixed $value): bool
    {
        $flags = \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_INVALID_UTF8_SUBSTITUTE;

        return strlen((string) json_encode($value, $flags)) > Limits::TOKEN_TEXT_MAX_BYTES;
    }
}
