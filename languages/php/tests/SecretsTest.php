<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\AblyAuthException;
use AblyAuth\AblyJwt;
use AblyAuth\ApiKey;
use AblyAuth\EmbeddedToken;
use AblyAuth\Signer;
use AblyAuth\SignText;
use AblyAuth\TokenRequest;

final class SecretsTest extends Test
{
    public function areInNoText(): void
    {
        foreach ([ApiKey::parse(self::KEY), new Signer(self::KEY)] as $object) {
            ob_start();
            var_dump($object, (array) $object);
            $texts = [(string) ob_get_clean(), print_r($object, true), var_export($object, true), json_encode($object)];
            self::same(false, str_contains(implode("\n", $texts), 's3cret'));
            self::thrown(\LogicException::class, static fn() => serialize($object));
        }
        self::same('s3cret-text', ApiKey::parse(self::KEY)->secret());
    }

    public function areInNoError(): void
    {
        $wrong = [
            'appId.keyId:s3cret-text ',
            'appIdkeyId:s3cret-text',
            's3cret-text',
            'a.b:s3cret-texté',
            "a.b:s3cret\xff",
        ];
        foreach ($wrong as $key) {
            $error = self::thrown(AblyAuthException::class, static fn() => ApiKey::parse($key));
            self::same(40101, $error->getCode());
            self::same(false, str_contains($error->getMessage() . json_encode($error, JSON_THROW_ON_ERROR), 's3cret'));
        }
    }

    public function areInNoStackTrace(): void
    {
        if (PHP_VERSION_ID < 80200) {
            return; // #[SensitiveParameter] is from 8.2
        }
        $key = self::KEY;
        $late = static fn(): string => throw new \LogicException('the clock is away');
        $calls = [
            static fn() => TokenRequest::create(['ttl' => 0], $key),
            static fn() => TokenRequest::create([], $key, $late),
            static fn() => TokenRequest::create([], "{$key} "),
            static fn() => TokenRequest::verify('{}', $key),
            static fn() => TokenRequest::verify(TokenRequest::create([], $key), static fn() => "{$key} "),
            static fn() => new Signer("{$key} "),
            static fn() => (new Signer($key))->createTokenRequest(['ttl' => 0]),
            static fn() => AblyJwt::create(['ttl' => 0], $key),
            static fn() => AblyJwt::create([], $key, $late),
            static fn() => AblyJwt::verify('a.b.c', $key),
            static fn() => EmbeddedToken::embed(['exp' => 1, 'a' => INF], 't', 's3cret', 'claim', 1000),
            static fn() => SignText::computeMac("\n", ''),
        ];
        foreach ($calls as $index => $call) {
            $error = self::thrown(\Throwable::class, $call);
            $trace = print_r(array_map(self::ownArguments(...), $error->getTrace()), true);
            self::same([$index, false], [$index, str_contains($trace, 's3cret')]);
        }
    }

    /**
     * @param array<string, mixed> $frame
     *
     * @return mixed what a function of the package was called with
     */
    protected static function ownArguments(array $frame): mixed
    {
        $class = $frame['class'] ?? '';
        $isOwn = is_string($class) && str_starts_with($class, 'AblyAuth\\') && !str_contains($class, 'Tests');

        return $isOwn ? $frame['args'] ?? [] : [];
    }
}
