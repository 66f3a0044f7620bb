<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** How one kind of value is read. */
abstract class Rule extends Words
{
    /** Reads a value that is there, or says what is wrong with it; null where there is nothing to read. */
    abstract public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed;

    /** A value that is not there: an issue, if it has to be. */
    final public function missing(Decoding $at, string $path, bool $isRequired): mixed
    {
        if ($isRequired) {
            $at->isUnreadable = true;
            $at->report($this, $path, 'required', 'nothing');
        }

        return null;
    }

    /** A value of another type: an issue, or read as absent if it is a null that is tolerated. */
    final protected function other(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if ($raw !== null || !$at->isLenient) {
            return $this->mistyped($at, $path, Decoding::got($raw));
        }
        $at->tolerate($path, 'null', 'null, read as absent');

        return $this->missing($at, $path, $isRequired);
    }

    final public function mistyped(Decoding $at, string $path, string $got): mixed
    {
        $at->isUnreadable = true;
        $at->report($this, $path, 'type', $got);

        return null;
    }
}
