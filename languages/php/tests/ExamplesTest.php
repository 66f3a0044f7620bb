<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\Decode;
use AblyAuth\Gen\Types;
use AblyAuth\Issue;
use AblyAuth\JsonText;

/** The JSON Schema examples: every valid value is valid, and every invalid one has the issue that its file names. */
final class ExamplesTest extends Test
{
    public function everyExample(): void
    {
        $seen = [];
        foreach (glob(__DIR__ . '/../../../schemas/examples/*/*.json') ?: [] as $file) {
            $type = basename(dirname($file));
            $seen[$type] = true;
            $example = JsonText::parse((string) file_get_contents($file));
            assert($example instanceof \stdClass);
            $describe = static fn(Issue $issue): array => [
                'path' => $issue->path,
                'keyword' => $issue->keyword,
                'code' => $issue->code,
            ];
            $issues = array_map($describe, Decode::validate($type, $example->value));
            $name = $type . '/' . basename($file);
            if ($example->valid) {
                self::same([$name, []], [$name, $issues]);
            } else {
                self::same([$name, true], [$name, in_array((array) $example->issue, $issues, false)]);
            }
        }
        $types = (new \ReflectionClass(Types::class))->getConstants();
        self::same([], array_diff($types, array_keys($seen)));
        self::same(count($types), count($seen));
    }

    public function anUnknownType(): void
    {
        self::thrown(\ValueError::class, static fn() => Decode::validate('Nothing', []));
    }
}
