<?php

declare(strict_types=1);

namespace AblyAuth;

/**
 * JSONPaths of values.
 *
 * @internal
 */
final class Path
{
    // A quoted name: its first 64 characters, and the rest.
    private const QUOTED_NAME = '~"((?:[^"\\\\]|\\\\u[0-9a-f]{4}|\\\\[^u]){0,64}+)((?:[^"\\\\]++|\\\\.)*+)"~su';

    /** The path of a member: `$.ttl`, `$["a b"]`. */
    public static function member(string $parent, string $name): string
    {
        $isIdentifier = preg_match('~\A[A-Za-z_$][A-Za-z0-9_$]{0,63}\z~', $name) === 1;

        return $isIdentifier ? "{$parent}.{$name}" : self::entry($parent, $name);
    }

    /** The path of an entry of a map, whose names are data: `$["news"]`. */
    public static function entry(string $parent, string $name): string
    {
        return $parent . '[' . JsonText::quote($name) . ']';
    }

    /** A path for a message: long names are cut, so that it stays readable. */
    public static function shortened(string $path): string
    {
        return preg_replace_callback(self::QUOTED_NAME, self::cut(...), $path) ?? '$';
    }

    /** @param array<array-key, string> $found */
    private static function cut(array $found): string
    {
        return $found[2] === '' ? $found[0] : "\"{$found[1]}…\"";
    }
}
