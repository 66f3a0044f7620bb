<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** An object that may have any members. */
final class AnyObject extends Rule
{
    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        return Decoding::plainObject($raw) ?? $this->other($at, $path, $raw, $isRequired);
    }
}
