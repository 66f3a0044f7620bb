<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Types;

/**
 * Signs and verifies with one key, which it keeps to itself.
 *
 * @phpstan-import-type TokenParams from Types
 * @phpstan-import-type TokenRequest from Types as TokenRequestArray
 */
final class Signer
{
    private readonly ApiKey $key;

    /** @var (\Closure(): int)|null */
    private readonly ?\Closure $now;

    /** @var (\Closure(): string)|null */
    private readonly ?\Closure $nonce;

    /**
     * @param string $key the whole API key, `<appId>.<keyId>:<secret>`
     * @param (callable(): int)|null $now as for `TokenRequest::create`
     * @param (callable(): string)|null $nonce as for `TokenRequest::create`
     * @param int $maxSkewMs as for `TokenRequest::verify`
     *
     * @throws AblyAuthException 40101 if the key is not valid
     */
    public function __construct(
        #[\SensitiveParameter] string $key,
        ?callable $now = null,
        ?callable $nonce = null,
        private readonly int $maxSkewMs = Limits::TIMESTAMP_MAX_SKEW_MS,
    ) {
        Options::requireWhole('maxSkewMs', $maxSkewMs);
        $this->key = ApiKey::parse($key);
        $this->now = $now === null ? null : $now(...);
        $this->nonce = $nonce === null ? null : $nonce(...);
    }

    /** The public part of the key. */
    public function keyName(): string
    {
        return $this->key->name;
    }

    /**
     * As `TokenRequest::create`.
     *
     * @param TokenParams|\stdClass $params
     *
     * @return TokenRequestArray
     */
    public function createTokenRequest(array|\stdClass $params = []): array
    {
        return TokenRequest::sign($params, $this->key, $this->now, $this->nonce);
    }

    /**
     * As `TokenRequest::verify`; a request of another key is refused with 40400.
     *
     * @param string|array<array-key, mixed>|\stdClass $request
     */
    public function verifyTokenRequest(string|array|\stdClass $request): VerifiedTokenRequest
    {
        return (new ReceivedTokenRequest($request))->conclude($this->key, $this->now, $this->maxSkewMs);
    }
}
