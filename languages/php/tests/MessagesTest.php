<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\AblyAuthException;
use AblyAuth\AblyJwt;
use AblyAuth\Capability;
use AblyAuth\Decode;
use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Types;
use AblyAuth\TokenRequest;

/** What errors say. */
final class MessagesTest extends Test
{
    public function sayWhatCame(): void
    {
        $most = Limits::CLIENT_ID_MAX_LENGTH;
        $more = $most + 1;
        $came = [
            ['', 'an empty string'],
            [str_repeat('é', $more), "{$more} characters"],
            [5, '5'],
            [1.5, '1.5'],
            [NAN, 'NAN'],
            [null, 'null'],
            [false, 'false'],
            [['a'], 'an array'],
            [['a' => 1], 'an object'],
            [new \stdClass(), 'an object'],
            [static fn(): int => 1, 'a function'],
            [new \ArrayObject(), 'an instance of a class'],
        ];
        foreach ($came as [$value, $got]) {
            $message = Decode::validate(Types::TOKEN_PARAMS, ['clientId' => $value])[0]->message;
            self::same("expected 1 to {$most} characters without control characters, got {$got}", $message);
        }
        foreach ([['1h', '"1h"'], ['10.5 s', '"10.5 s"'], ['h1', 'a string'], ['s3cret', 'a string']] as [$ttl, $got]) {
            $message = Decode::validate(Types::TOKEN_PARAMS, ['ttl' => $ttl])[0]->message;
            $longest = Limits::TTL_MAX_MS;
            self::same("expected whole milliseconds from 1 to {$longest}, got {$got}", $message);
        }
        $message = Decode::validate(Types::TOKEN_PARAMS, ['nonce' => 'x'])[0]->message;
        self::same('expected 16 to 256 characters without control characters, got 1 character', $message);
    }

    public function cutLongNames(): void
    {
        $call = static fn() => Capability::parse([str_repeat('n', 65) => 5, str_repeat('m', 64) => 5]);
        $error = self::thrown(AblyAuthException::class, $call);
        self::same('capability["' . str_repeat('n', 64) . '…"]: expected', substr($error->getMessage(), 0, 91));
        self::same(65, substr_count((string) $error->path, 'n'));
    }

    public function blameAnotherTypeBeforeAnotherForm(): void
    {
        $request = ['keyName' => 'no dot', 'timestamp' => 1, 'nonce' => 'n', 'mac' => 5];
        $call = static fn() => TokenRequest::read($request);
        self::same('$.mac', self::thrown(AblyAuthException::class, $call)->path);
    }

    public function refuseATextAsAFunction(): void
    {
        self::same([], Decode::validate(Types::AUTH_OPTIONS, ['authCallback' => strlen(...)]));
        $issues = Decode::validate(Types::AUTH_OPTIONS, ['authCallback' => 'strlen']);
        self::same('$.authCallback', $issues[0]->path);
    }

    public function tolerateNoClockByDefault(): void
    {
        $jwt = AblyJwt::create([], self::KEY, static fn(): int => 5000)->token;
        $verify = static fn(int $now) => AblyJwt::verify($jwt, self::KEY, static fn(): int => $now);
        self::same(5000, $verify(5000)->issued);
        $error = self::thrown(AblyAuthException::class, static fn() => $verify(4999));
        self::same('iat-in-future', $error->reason);
    }
}
