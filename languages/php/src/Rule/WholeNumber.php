<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A whole number. */
final class WholeNumber extends Rule
{
    /** Past it two readers of JSON may see different numbers. */
    public const MAX_SAFE = 2 ** 53 - 1;

    /** @param array<string, string> $fixes */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        array $fixes = [],
        private readonly int $min = \PHP_INT_MIN,
        private readonly int $max = \PHP_INT_MAX,
        /** What some senders write for an absent number. */
        private readonly ?int $absentAs = null,
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        $isDecimal = $at->isLenient && is_string($raw) && preg_match('~\A(?:0|-?[1-9][0-9]*+)\z~', $raw) === 1;
        if (is_string($raw) && !$isDecimal) {
            // A number with a unit, such as `1h` or `3600s`, cannot be a secret.
            $isQuantity = preg_match('~\A[0-9][0-9.,]{0,15} ?[A-Za-z]{0,7}\z~', $raw) === 1;

            return $this->mistyped($at, $path, $isQuantity ? "\"{$raw}\"" : Decoding::got($raw));
        }
        $number = self::whole(is_string($raw) ? +$raw : $raw);
        if ($number === null || ($at->isLenient && abs($number) > self::MAX_SAFE)) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if ($isDecimal) {
            $at->tolerate($path, 'decimal-string', 'decimal text, read as a number');
        }
        if ($at->isLenient && $number === $this->absentAs) {
            $at->tolerate($path, 'zero-ttl', '0, read as absent');

            return $this->missing($at, $path, $isRequired);
        }
        if ($number < $this->min) {
            $at->report($this, $path, 'minimum', Decoding::got($number));
        } elseif ($number > $this->max) {
            $at->report($this, $path, 'maximum', Decoding::got($number));
        }

        return $number;
    }

    /** A number without a fraction, as JSON has them: `1.0` is one; a float only where it is too large for an int. */
    public static function whole(mixed $raw): int|float|null
    {
        if (!is_float($raw)) {
            return is_int($raw) ? $raw : null;
        }
        if (!is_finite($raw) || floor($raw) !== $raw) {
            return null;
        }

        return abs($raw) <= self::MAX_SAFE ? (int) $raw : $raw;
    }
}
