<?php

declare(strict_types=1);

namespace AblyAuth;

/** A JWT, and when it begins and ends. */
final class CreatedJwt
{
    public function __construct(
        /** The JWT in compact form. */
        public readonly string $token,
        /** When it was issued, in ms since the epoch; a whole second. */
        public readonly int $issued,
        /** When it expires, in ms since the epoch; a whole second. */
        public readonly int $expires,
        /** Present if the JWT is so long that it may not fit in an HTTP header. */
        public readonly ?string $warning,
    ) {}
}
