<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;
use AblyAuth\Path;

/** An object with named members. */
final class ObjectOf extends Rule
{
    /** @var array<string, Member> */
    public readonly array $members;

    /**
     * @param list<Member> $members
     * @param array<string, string> $fixes
     */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        array $members,
        array $fixes = [],
        /** Whether it may have other members too (RSF1). */
        private readonly bool $isOpen = false,
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
        $byName = [];
        foreach ($members as $member) {
            $byName[$member->name] = $member;
        }
        $this->members = $byName;
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        $source = Decoding::plainObject($raw);
        if ($source === null) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        $others = array_diff_key($source, $this->members);
        if ($at->isLenient || !$this->isOpen) {
            foreach ($others as $name => $value) {
                if ($at->isFull()) {
                    break;
                }
                $this->unknown($at, $path, (string) $name, $value);
            }
        }
        $values = [];
        foreach ($this->members as $name => $member) {
            $isThere = array_key_exists($name, $source);
            if (!$isThere && !$member->isRequired) {
                continue;
            }
            $where = $path . $member->step;
            $value = $isThere
                ? $member->rule->read($at, $where, $source[$name], $member->isRequired)
                : $member->rule->missing($at, $where, true);
            if ($value !== null) {
                $values[$name] = $value;
            }
        }

        return $this->isOpen && !$at->isLenient ? $values + $others : $values;
    }

    /** A member that a closed type does not have, and the one that was probably meant. */
    private function unknown(Decoding $at, string $path, string $name, mixed $raw): void
    {
        $where = Path::member($path, $name);
        if ($at->isLenient) {
            if ($raw === null) {
                $at->tolerate($where, 'null', 'null, read as absent');
            } else {
                $at->tolerate($where, 'unknown-member', "not a member of {$this->id}, dropped"); // RSF1
            }

            return;
        }
        // Not "remove it": it may be a misspelt capability, without which the token has everything that the key has.
        $names = array_keys($this->members);
        $fix = 'Use only the members ' . implode(', ', $names) . '.';
        $hint = '';
        foreach ($names as $meant) {
            if (self::plain($meant) === self::plain($name)) {
                $fix = "Rename it to {$meant}.";
                $hint = "; did you mean {$meant}?";
                break;
            }
        }
        $rule = "{$this->id}.additionalProperties";
        $message = "not a member of {$this->id}{$hint}";
        $at->add($this->code, $where, $rule, 'additionalProperties', $message, $fix);
    }

    /** `client_id`, `ClientID` and `clientId` are one name to people. */
    private static function plain(string $name): string
    {
        return strtolower((string) preg_replace('~[^A-Za-z0-9]~', '', substr($name, 0, 64)));
    }
}
