<?php

declare(strict_types=1);

namespace AblyAuth;

/** What a verified JWT says. */
final class VerifiedJwt
{
    public function __construct(
        public readonly string $keyName,
        /** When it was issued, in ms since the epoch. */
        public readonly int $issued,
        /** When it expires, in ms since the epoch. */
        public readonly int $expires,
        /** What it asks for; null: what the key has. The token has the intersection of both. */
        public readonly ?Capability $capability,
        public readonly ?string $clientId,
        public readonly ?string $revocationKey,
        /** @var array<array-key, string> By channel name. */
        public readonly array $channelClaims,
        /** @var array<array-key, int|float> By resource: messages per second for one attachment. */
        public readonly array $publishRates,
        /** @var array<array-key, mixed> Every claim, as it stands; an object in it is a stdClass. */
        public readonly array $claims,
    ) {}
}
