<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;
use AblyAuth\Path;

/** An object whose members have any name and one form. */
final class MapOf extends Rule
{
    /** @param array<string, string> $fixes */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        private readonly Rule $values,
        array $fixes = [],
        private readonly int $maxMembers = \PHP_INT_MAX,
        private readonly int $minName = 0,
        private readonly int $maxName = \PHP_INT_MAX,
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        $members = Decoding::plainObject($raw);
        if ($members === null) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if (count($members) > $this->maxMembers) {
            $at->isUnreadable = true;
            $expected = "at most {$this->maxMembers} members";
            $at->report($this, $path, 'maxProperties', (string) count($members), expected: $expected);

            return null;
        }
        $values = [];
        foreach ($members as $key => $member) {
            if ($at->isFull()) {
                break;
            }
            $name = (string) $key; // PHP keeps "10" as an int
            $length = strlen($name);
            if ($length > $this->maxName || $this->minName > 1) {
                $length = Text::length($name); // a code point has a byte or more
            }
            $hasValidName = $length >= $this->minName && $length <= $this->maxName;
            $isList = $this->values instanceof ListOf && is_array($member) && array_is_list($member);
            if ($hasValidName && $isList && $this->values->isOfValidTexts($member)) {
                $values[$name] = $member;
                continue;
            }
            $where = Path::entry($path, $name);
            if (!$hasValidName) {
                $expected = "a name of {$this->minName} to {$this->maxName} characters";
                $got = $name === '' ? 'an empty name' : 'a longer one';
                $at->report($this, $where, 'propertyNames', $got, expected: $expected);
            }
            $value = $this->values->read($at, $where, $member, true);
            if ($value !== null) {
                $values[$name] = $value;
            }
        }

        return $values;
    }
}
