<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

/** A member of an object. */
final class Member
{
    public function __construct(
        public readonly string $name,
        public readonly Rule $rule,
        public readonly bool $isRequired = false,
    ) {}
}
