<?php

declare(strict_types=1);

namespace AblyAuth;

/**
 * What was read, and where the received form differed from what the protocol says.
 *
 * @template T of array
 */
final class ReadResult
{
    public function __construct(
        /** @var T The value, members in the order of the schema. */
        public readonly array $value,
        /** @var list<Leniency> */
        public readonly array $leniencies,
    ) {}
}
