<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

/** What tests ask. Methods that are not tests are protected. */
abstract class Test
{
    protected const KEY = 'appId.keyId:s3cret-text';

    protected static function same(mixed $expected, mixed $actual): void
    {
        if ($expected !== $actual) {
            throw new \RuntimeException(
                'expected ' . var_export($expected, true) . ', got ' . var_export($actual, true),
            );
        }
    }

    /**
     * What a call throws.
     *
     * @template E of \Throwable
     *
     * @param class-string<E> $class
     * @param callable(): mixed $call
     *
     * @return E
     */
    protected static function thrown(string $class, callable $call): \Throwable
    {
        try {
            $call();
        } catch (\Throwable $error) {
            if ($error instanceof $class) {
                return $error;
            }
            throw $error;
        }
        throw new \RuntimeException("expected {$class}, got no error");
    }
}
