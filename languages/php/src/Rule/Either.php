<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A value of one of two types. */
final class Either extends Rule
{
    /** @param array<string, string> $fixes */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        private readonly Rule $first,
        private readonly Rule $second,
        array $fixes = [],
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    /** The issues are those of the type that the value nearly is. */
    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if ($raw === null && $at->isLenient) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        $own = new Decoding($at->isLenient);
        $value = $this->first->read($own, $path, $raw, true);
        $other = new Decoding($at->isLenient);
        $otherValue = $this->second->read($other, $path, $raw, true);
        if (count($other->issues) < count($own->issues)) {
            [$own, $value] = [$other, $otherValue];
        }
        if ($own->issues !== []) {
            $at->report($this, $path, 'anyOf', 'another object');
        }
        $at->include($own);

        return $value;
    }
}
