<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** True or false. */
final class Flag extends Rule
{
    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        return is_bool($raw) ? $raw : $this->other($at, $path, $raw, $isRequired);
    }
}
