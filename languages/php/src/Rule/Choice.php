<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** One of some fixed texts. */
final class Choice extends Rule
{
    /**
     * @param array<string, string> $fixes
     * @param non-empty-list<string> $choices
     */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        array $fixes = [],
        private readonly array $choices = [''],
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if (!is_string($raw)) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if (in_array($raw, $this->choices, true)) {
            return $raw;
        }
        $at->isUnreadable = true;
        $at->report($this, $path, count($this->choices) === 1 ? 'const' : 'enum', 'another string');

        return null;
    }
}
