<?php

declare(strict_types=1);

namespace AblyAuth;

/** One difference between what was received and what was read. */
final class Leniency
{
    public function __construct(
        /** JSONPath of the member. */
        public readonly string $path,
        /** `null`, `zero-ttl`, `empty-capability`, `decimal-string` or `unknown-member`. */
        public readonly string $kind,
        /** What was received and how it was read; never quotes the value. */
        public readonly string $message,
    ) {}
}
