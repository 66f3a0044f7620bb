<?php

declare(strict_types=1);

namespace AblyAuth;

/** One error in a value: where it is, which rule it breaks, and how to fix it. */
final class Issue
{
    public function __construct(
        /** JSONPath of the value: `$`, `$.capability`, `$["a b"][0]`; of a missing member, where it should be. */
        public readonly string $path,
        /** Stable id of the rule: `ttl.maximum`, `capability.wildcard`. */
        public readonly string $rule,
        /** The JSON Schema keyword that the value misses. */
        public readonly string $keyword,
        /** Ably's numeric error code. */
        public readonly int $code,
        /** HTTP status that belongs to the code. */
        public readonly int $statusCode,
        /** What was expected and what came; never quotes the value, which may be a secret. */
        public readonly string $message,
        /** How to fix it, in one sentence. */
        public readonly string $remediation,
    ) {}
}
