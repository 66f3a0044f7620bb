<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

/** The words and the error code of the rules of one value; a rule's id is this id and its keyword. */
class Words
{
    /** @param array<string, string> $fixes */
    public function __construct(
        public readonly string $id,
        /** Ably's error code; its first three digits are the HTTP status. */
        public readonly int $code,
        /** Completes the sentence "expected …". */
        public readonly string $expected,
        /** How to fix a value that breaks a rule. */
        public readonly string $fix,
        /** The same for single rules, by keyword. */
        public readonly array $fixes = [],
    ) {}
}
