<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A function: a member that is not JSON. */
final class Callback extends Rule
{
    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        // A text is data, even if a function has that name.
        return !is_string($raw) && is_callable($raw) ? $raw : $this->other($at, $path, $raw, $isRequired);
    }
}
