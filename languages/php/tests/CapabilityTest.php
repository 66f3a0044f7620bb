<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\Capability;

final class CapabilityTest extends Test
{
    public function passesOverTheParamsOfAChannel(): void
    {
        $capability = Capability::parse(['foo' => ['subscribe'], '[meta]log' => ['history']]);
        foreach (['foo', '[?rewind=1]foo', '[=x]foo', '[=x?rewind=1]foo', '[?a=]b]foo'] as $channel) {
            self::same([$channel, $channel !== '[?a=]b]foo'], [$channel, $capability->permits($channel, 'subscribe')]);
        }
        foreach (['[meta]log', '[meta?rewind=1]log', '[meta=x]log', '[metas]log'] as $channel) {
            self::same([$channel, $channel !== '[metas]log'], [$channel, $capability->permits($channel, 'history')]);
        }
    }

    public function isALoopATextAndACount(): void
    {
        $capability = Capability::parse('{"b":["y","x"],"a":["*"]}');
        self::same(['a' => ['*'], 'b' => ['x', 'y']], iterator_to_array($capability));
        self::same('{"a":["*"],"b":["x","y"]}', (string) $capability);
        self::same(
            [2, [], ['x', 'y']],
            [count($capability), $capability->operationsOf('c'), $capability->operationsOf('b')],
        );
    }
}
