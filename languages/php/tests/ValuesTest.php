<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\AblyAuthException;
use AblyAuth\AblyJwt;
use AblyAuth\Capability;
use AblyAuth\EmbeddedToken;
use AblyAuth\Gen\Operations;
use AblyAuth\Signer;
use AblyAuth\SignText;
use AblyAuth\TokenDetails;
use AblyAuth\TokenRequest;

/** Values that only PHP has. */
final class ValuesTest extends Test
{
    public function namesThatPhpKeepsAsNumbersStayTexts(): void
    {
        $capability = Capability::parse(['9' => ['publish'], '10' => ['*'], 'a' => ['7', '11', 'x']]);
        self::same('{"10":["*"],"9":["publish"],"a":["11","7","x"]}', $capability->text);
        $names = [];
        foreach ($capability as $name => $_) {
            $names[] = $name;
        }
        self::same(['10', '9', 'a'], $names);
        self::same(['publish'], $capability->operationsOf('9'));
        self::same(true, $capability->permits('10', 'history'));
        self::same(['11', '7', 'x'], $capability->unknownOperations());
        self::same('{"10":["11"]}', $capability->intersect(Capability::parse(['10' => ['11']]))->text);
        self::same(
            '{"9":["7"],"a":["7"]}',
            Capability::parse(['9' => ['*'], 'a' => ['7']])->intersect(Capability::parse(['*' => ['7'], '9' => ['7']]))
                ->text,
        );
    }

    public function aListIsNoCapabilityAndAnObjectMayHaveItsKeys(): void
    {
        $error = self::thrown(AblyAuthException::class, static fn() => TokenRequest::read('[]'));
        self::same(['$', 'type'], [$error->path, $error->issues[0]->keyword]);
        self::same('{"0":["*"]}', Capability::canonicalize((object) ['0' => ['*']]));
        self::same('{}', Capability::canonicalize([]));
        foreach ([[['*']], '[]', '[["*"]]', ['a' => ['x' => '*']], ['a' => '*'], ['a' => (object) ['*']]] as $wrong) {
            $error = self::thrown(AblyAuthException::class, static fn() => Capability::parse($wrong));
            self::same(40000, $error->getCode());
        }
    }

    public function anEmptyArrayIsAnObjectWhereOneIsExpected(): void
    {
        self::same(true, is_string(AblyJwt::create(['claims' => [], 'channelClaims' => []], self::KEY)->token));
        $error = self::thrown(
            AblyAuthException::class,
            static fn() => TokenRequest::create(['capability' => []], self::KEY),
        );
        self::same('capability.empty', $error->issues[0]->rule);
    }

    public function whatIsNoJsonIsRefused(): void
    {
        foreach ([new \ArrayObject(['*']), self::same(...), Operations::class, ["\xff"], [1], [null]] as $operations) {
            $error = self::thrown(
                AblyAuthException::class,
                static fn() => TokenRequest::create(['capability' => ['a' => $operations]], self::KEY),
            );
            self::same('$.capability["a"]', substr((string) $error->path, 0, 17));
        }
    }

    public function textThatIsNotUtf8IsRefused(): void
    {
        $calls = [
            '$.clientId' => static fn() => TokenRequest::create(['clientId' => "a\xff"], self::KEY),
            '$.capability["�"]' => static fn() => TokenRequest::create(['capability' => ["\xff" => ['*']]], self::KEY),
            '$.capability' => static fn() => TokenRequest::create(['capability' => "{\"\xff\":[\"*\"]}"], self::KEY),
            '$.nonce' => static fn() => SignText::of(['nonce' => "\xed\xa0\x80"]),
            '$' => static fn() => TokenRequest::read("{\"keyName\":\"\xed\xa0\x80\"}"),
            '$.channelClaims["a"]' => static fn() => AblyJwt::create(['channelClaims' => ['a' => "\xff"]], self::KEY),
        ];
        foreach ($calls as $path => $call) {
            $error = self::thrown(AblyAuthException::class, $call);
            json_encode($error, JSON_THROW_ON_ERROR);
            self::same($path === '$.channelClaims["a"]' ? '$.claims["ably.channel.a"]' : $path, $error->path);
        }
    }

    public function aTokenThatIsNotUtf8IsNotEmbedded(): void
    {
        foreach (['header', 'claim'] as $place) {
            $call = static fn() => EmbeddedToken::embed(['exp' => 1], "t\xff", 's', $place, 1000);
            self::same('embedded', self::thrown(AblyAuthException::class, $call)->reason);
        }
    }

    public function aMessageCountsCodePoints(): void
    {
        $call = static fn() => TokenRequest::create(['clientId' => "é😀\n"], self::KEY);
        $message = self::thrown(AblyAuthException::class, $call)->getMessage();
        self::same(true, str_contains($message, 'U+000A at index 2'));
    }

    public function wholeFloatsAreSignedAsIntegers(): void
    {
        $request = TokenRequest::create(['ttl' => 3.6e6], self::KEY, static fn(): int => 1000);
        self::same(3_600_000, $request['ttl'] ?? null);
        self::same('keyName', array_key_first($request));
        self::same("\n1000\n\n\n\n\n", SignText::of(['ttl' => 1000.0]));
    }

    public function anObjectIsBoundedAsItsTextIs(): void
    {
        $details = ['token' => 't', 'keyName' => str_repeat('k', 131_072)];
        $error = self::thrown(AblyAuthException::class, static fn() => TokenDetails::read($details));
        self::same('json.size', $error->issues[0]->rule);
    }

    public function argumentsStayAsTheyAre(): void
    {
        $params = (object) ['ttl' => 1000, 'capability' => (object) ['b' => ['subscribe', 'publish'], 'a' => ['*']]];
        $before = serialize($params);
        TokenRequest::create($params, self::KEY);
        $params->claims = (object) ['sub' => 'x'];
        AblyJwt::create($params, self::KEY);
        unset($params->claims);
        self::same($before, serialize($params));
    }

    public function deepAndLongJsonIsRefusedWithoutWork(): void
    {
        $texts = [
            str_repeat('[', 100_000),
            str_repeat('{"a":', 26_000),
            '"' . str_repeat('\\', 100_000),
            '{"' . str_repeat('\\"', 60_000) . '":1,}',
            str_repeat('1', 100_000),
            '[1e999]',
            'NaN',
            str_repeat(' ', 131_073),
            '',
        ];
        foreach ($texts as $text) {
            self::thrown(AblyAuthException::class, static fn() => TokenRequest::read($text));
        }
    }

    public function namesThatObjectsOfPhpHideAreRead(): void
    {
        $text = '{"\u0000a":["publish"],"":[]}';
        $error = self::thrown(AblyAuthException::class, static fn() => Capability::parse($text));
        self::same(['$[""]', '$[""]'], array_map(static fn($issue) => $issue->path, $error->issues));
        self::same('{"\u0000a":["publish"]}', Capability::canonicalize('{"\u0000a":["publish"]}'));
        $jwt = AblyJwt::create(['claims' => (object) ["\0a" => 1]], self::KEY);
        self::same(1, AblyJwt::verify($jwt->token, self::KEY)->claims["\0a"]);
    }

    public function fibersShareASignerAndACapability(): void
    {
        $signer = new Signer(
            self::KEY,
            nonce: static function (): string {
                \Fiber::suspend();

                return bin2hex(random_bytes(16));
            },
        );
        $capability = Capability::parse(['chat:*' => ['publish'], '*' => ['history']]);
        $fibers = [];
        foreach (range(0, 19) as $number) {
            $fibers[] = $fiber = new \Fiber(static function () use ($signer, $capability, $number): array {
                $verified = $signer->verifyTokenRequest($signer->createTokenRequest(['clientId' => "{$number}"]));

                return [$verified->request['clientId'] ?? null, $capability->permits("chat:{$number}", 'publish')];
            });
            $fiber->start();
        }
        foreach ($fibers as $number => $fiber) {
            $fiber->resume();
            self::same(["{$number}", true], $fiber->getReturn());
        }
    }
}
