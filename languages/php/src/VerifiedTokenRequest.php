<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Types;

/**
 * A request that was signed with the key that it names, and is current.
 *
 * @phpstan-import-type TokenRequest from Types as TokenRequestArray
 */
final class VerifiedTokenRequest
{
    public function __construct(
        /** @var TokenRequestArray The request as it was read, members in the order of the schema. */
        public readonly array $request,
        /** The capability of the request as it was parsed; null where the request has none. */
        public readonly ?Capability $capability,
        /** @var list<Leniency> Where the received form differed from what the protocol says. */
        public readonly array $leniencies,
    ) {}
}
