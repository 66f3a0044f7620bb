<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A text or an object; its words are those of the object. */
final class TextOrObject extends Rule
{
    public function __construct(private readonly Rule $text, private readonly Rule $object)
    {
        parent::__construct($object->id, $object->code, $object->expected, $object->fix, $object->fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if ($raw === null && $at->isLenient) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if ($at->readTextOrObject !== null) {
            return ($at->readTextOrObject)($at, $path, $raw);
        }

        return (is_string($raw) ? $this->text : $this->object)->read($at, $path, $raw, $isRequired);
    }
}
