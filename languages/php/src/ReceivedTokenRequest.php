<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Tables;
use AblyAuth\Gen\Types;

/**
 * A request that is well-formed; whether it is genuine is not known yet.
 *
 * @internal
 *
 * @phpstan-import-type TokenRequest from Types as TokenRequestArray
 */
final class ReceivedTokenRequest
{
    /** @var TokenRequestArray */
    public readonly array $request;

    /** @var list<Leniency> */
    private readonly array $leniencies;

    private readonly bool $hasMacForm;

    public function __construct(mixed $given)
    {
        $at = new Decoding(isLenient: true);
        /** @var TokenRequestArray $read */
        $read = Decode::value($at, Tables::tokenRequest(), $given);
        // The form of the MAC is checked with the MAC.
        $isMalformed = static fn(Issue $issue): bool => $issue->path !== '$.mac' || $issue->keyword !== 'pattern';
        $malformed = array_values(array_filter($at->issues, $isMalformed));
        if ($malformed !== []) {
            throw AblyAuthException::fromIssues($malformed, 'TokenRequest');
        }
        $this->request = $read;
        $this->leniencies = $at->leniencies;
        $this->hasMacForm = $at->issues === [];
    }

    /** Checks the MAC, then what it vouches for: an unauthenticated caller must not buy the work of the rest. */
    public function conclude(?ApiKey $key, ?callable $now, int $maxSkewMs): VerifiedTokenRequest
    {
        if ($key === null || $key->name !== $this->request['keyName']) {
            throw new AblyAuthException(ErrorCode::NotFound, 'TokenRequest.keyName: no such key', path: '$.keyName');
        }
        $at = new Decoding(isLenient: true);
        $capability = null;
        if (!$this->hasMacForm || !$this->macMatches($key)) {
            $at->breach(Tables::macMatch(), '$.mac', 'const', 'another one');
        } elseif (isset($this->request['capability'])) {
            $capability = Capability::read($at, '$.capability', $this->request['capability']);
        }
        if ($at->issues === []) {
            self::requireCurrent($at, $this->request['timestamp'] - Options::currentTime($now), $maxSkewMs);
        }
        $at->throwIssues('TokenRequest');

        return new VerifiedTokenRequest($this->request, $capability, $this->leniencies);
    }

    private function macMatches(ApiKey $key): bool
    {
        // A MAC has one form, so that equal bytes are equal texts.
        return hash_equals(SignText::computeMac(SignText::join($this->request), $key->secret()), $this->request['mac']);
    }

    private static function requireCurrent(Decoding $at, int $skew, int $maxSkewMs): void
    {
        if (abs($skew) > $maxSkewMs) {
            $where = $skew < 0 ? 'behind' : 'ahead of';
            $got = abs($skew) . " ms {$where} it, with {$maxSkewMs} ms allowed";
            $at->breach(Tables::timestampCurrent(), '$.timestamp', $skew < 0 ? 'minimum' : 'maximum', $got);
        }
    }
}
