<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A text; lengths count code points. */
final class Text extends Rule
{
    /** @param array<string, string> $fixes */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        array $fixes = [],
        private readonly int $min = 0,
        private readonly int $max = \PHP_INT_MAX,
        /** Covers the whole text. One that allows all characters but some matches the empty text. */
        private readonly ?string $pattern = null,
        /** What some senders write for an absent text. */
        private readonly ?string $absentAs = null,
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if (!is_string($raw)) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if ($at->isLenient && $raw === $this->absentAs) {
            $at->tolerate($path, 'empty-capability', 'empty text, read as absent');

            return $this->missing($at, $path, $isRequired);
        }
        if ($this->isValid($raw)) {
            return $raw;
        }
        $length = self::length($raw);
        if ($length < $this->min) {
            $at->report($this, $path, 'minLength', self::characters($length));
        }
        if ($length > $this->max) {
            $at->report($this, $path, 'maxLength', self::characters($length));
        } elseif ($this->pattern !== null && !self::matches($this->pattern, $raw)) {
            $this->reportPattern($at, $path, $raw, $this->pattern);
        }

        return $raw;
    }

    /** Whether a text breaks no rule. */
    public function isValid(string $text): bool
    {
        $length = strlen($text);
        if ($length > $this->max || $this->min > 1) {
            $length = self::length($text); // a code point has a byte or more
        }

        return $length >= $this->min &&
            $length <= $this->max &&
            ($this->pattern === null || self::matches($this->pattern, $text));
    }

    /** How many code points a text has: its bytes except for those that continue a character. */
    public static function length(string $text): int
    {
        return strlen((string) preg_replace('~[\x80-\xbf]+~', '', $text));
    }

    /** Whether a pattern matches the whole of a text; a text that is not UTF-8 never matches. */
    public static function matches(string $pattern, string $text): bool
    {
        return preg_match("~\\A(?:{$pattern})\\z~u", $text) === 1;
    }

    private static function characters(int $length): string
    {
        return match ($length) {
            0 => 'an empty string',
            1 => '1 character',
            default => "{$length} characters",
        };
    }

    /** Says which character a pattern refuses, where it refuses some: it then matches the empty text. */
    private function reportPattern(Decoding $at, string $path, string $text, string $pattern): void
    {
        if (!self::matches($pattern, '')) {
            $at->report($this, $path, 'pattern', 'a string of another form');
        } elseif (preg_match("~\\A({$pattern})(.)~su", $text, $found) === 1) {
            $at->report($this, $path, 'pattern', self::nameOf($found[2]) . ' at index ' . self::length($found[1]));
        } else {
            $at->report($this, $path, 'pattern', 'a string that is not UTF-8', 'wellFormed');
        }
    }

    /** A character as `U+000A`. */
    private static function nameOf(string $character): string
    {
        $codePoint = 0;
        foreach (str_split($character) as $index => $byte) {
            // The first byte of several says by its leading ones how many they are.
            $mask = $index > 0 ? 0x3f : (strlen($character) === 1 ? 0x7f : 0x7f >> strlen($character));
            $codePoint = ($codePoint << 6) | (ord($byte) & $mask);
        }

        return sprintf('U+%04X', $codePoint);
    }
}
