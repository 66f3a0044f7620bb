<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\AblyAuthException;
use AblyAuth\AblyJwt;
use AblyAuth\EmbeddedToken;
use AblyAuth\Signer;
use AblyAuth\SignText;
use AblyAuth\TokenDetails;
use AblyAuth\TokenRequest;

/** Wrong calls, lookups and clocks. */
final class CallsTest extends Test
{
    public function throwBeforeAnyWork(): void
    {
        $calls = [
            'maxSkewMs' => static fn() => TokenRequest::verify('{}', self::KEY, maxSkewMs: -1),
            'maxSkewMs: ' => static fn() => new Signer(self::KEY, maxSkewMs: -1),
            'clockToleranceMs' => static fn() => AblyJwt::verify('a.b.c', self::KEY, clockToleranceMs: -1),
            'secret' => static fn() => SignText::computeMac('text', ''),
            'secret: ' => static fn() => EmbeddedToken::embed([], 't', '', 'claim'),
            'place' => static fn() => EmbeddedToken::embed([], 't', 's', 'body'),
            'innerExpires' => static fn() => EmbeddedToken::embed([], 't', 's', 'claim', -1),
        ];
        foreach ($calls as $name => $call) {
            self::same(true, str_starts_with(self::thrown(\ValueError::class, $call)->getMessage(), $name));
        }
    }

    public function refuseAClockThatReturnsNoWholeNumber(): void
    {
        $jwt = AblyJwt::create([], self::KEY)->token;
        $request = TokenRequest::create([], self::KEY);
        foreach ([NAN, '1', null, 1.5, true] as $time) {
            $now = static fn(): mixed => $time;
            $calls = [
                static fn() => TokenRequest::create([], self::KEY, $now),
                static fn() => TokenRequest::verify($request, self::KEY, $now),
                static fn() => AblyJwt::create([], self::KEY, $now),
                static fn() => AblyJwt::verify($jwt, self::KEY, $now),
                static fn() => TokenDetails::isExpired(['token' => 't', 'expires' => 1], $now),
            ];
            foreach ($calls as $call) {
                self::same('now: must', substr(self::thrown(\TypeError::class, $call)->getMessage(), 0, 9));
            }
        }
    }

    public function knowAnExpiryFromATimeAlone(): void
    {
        $now = static fn(): int => 2000;
        foreach (
            [[2000, true], [2001, false], [1999.5, true], [NAN, null], ['1', null], [null, null]]
            as [$at, $known]
        ) {
            self::same($known, TokenDetails::isExpired(['token' => 't', 'expires' => $at], $now));
        }
    }

    public function blameALookupThatReturnsNoKey(): void
    {
        $request = TokenRequest::create([], self::KEY);
        $jwt = AblyJwt::create([], self::KEY)->token;
        foreach (['', 'appId.keyId', 5, [], false] as $answer) {
            $lookup = static fn(): mixed => $answer;
            foreach ([TokenRequest::verify(...), AblyJwt::verify(...)] as $index => $verify) {
                $call = static fn() => $verify([$request, $jwt][$index], $lookup);
                self::same(50003, self::thrown(AblyAuthException::class, $call)->getCode());
            }
        }
    }

    public function letErrorsOfALookupThrough(): void
    {
        $lookup = static fn(): string => throw new \LogicException('the database is away');
        $call = static fn() => TokenRequest::verify(TokenRequest::create([], self::KEY), $lookup);
        self::same('the database is away', self::thrown(\LogicException::class, $call)->getMessage());
    }

    public function refuseTheKeyOfAnotherName(): void
    {
        $request = TokenRequest::create([], self::KEY);
        $other = static fn(): string => 'appId.other:s3cret-text';
        $call = static fn() => TokenRequest::verify($request, $other);
        self::same(40400, self::thrown(AblyAuthException::class, $call)->getCode());
        $call = static fn() => (new Signer($other()))->verifyTokenRequest($request);
        self::same(40400, self::thrown(AblyAuthException::class, $call)->getCode());
    }

    public function makeNoncesThatNoSeedRepeats(): void
    {
        $nonces = [];
        for ($i = 0; $i < 1000; ++$i) {
            mt_srand(1);
            $nonce = TokenRequest::create([], self::KEY)['nonce'];
            self::same(22, strlen($nonce));
            $nonces[$nonce] = true;
        }
        self::same(1000, count($nonces));
    }

    public function readAnUnsignedRequestWithoutAMac(): void
    {
        $request = ['keyName' => 'appId.keyId', 'timestamp' => 1000];
        self::same($request, TokenRequest::readUnsigned($request + ['mac' => null])->value);
        $call = static fn() => TokenRequest::readUnsigned($request + ['mac' => 'm']);
        self::same('$.mac', self::thrown(AblyAuthException::class, $call)->path);
    }
}
