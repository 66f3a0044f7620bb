<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Path;

/** A member of an object. */
final class Member
{
    /** What the name adds to the path of the object. */
    public readonly string $step;

    public function __construct(
        public readonly string $name,
        public readonly Rule $rule,
        public readonly bool $isRequired = false,
    ) {
        $this->step = Path::member('', $name);
    }
}
