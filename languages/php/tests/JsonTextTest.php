<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

use AblyAuth\AblyAuthException;
use AblyAuth\Capability;
use AblyAuth\JsonText;
use AblyAuth\TokenRequest;

final class JsonTextTest extends Test
{
    public function readsWhatJsonDecodeReads(): void
    {
        $seed = random_int(1, 1_000_000);
        mt_srand($seed);
        $tokens = ['{', '}', '[', ']', ',', ':', '"a"', '"b\\n\\u00e9"', '"\\ud83d\\ude00"', '""', '"10"', ' ', "\t"];
        $tokens = [...$tokens, '0', '-1', '01', '1.05', '1e10', '2.E3', '-0', 'true', 'null', 'nul', '"', '\\', "\x01"];
        $templates = ['{"a":[1.05,20e-10,{"b":"\\t"}],"10":-30}', '[[],{},"é",null,true,false,0.10,1E+05]'];
        for ($i = 0; $i < 4000; ++$i) {
            $text = $i % 2 === 0 ? $templates[mt_rand(0, 1)] : '';
            for ($edits = mt_rand(0, 5); $edits >= 0; --$edits) {
                $token = $tokens[mt_rand(0, count($tokens) - 1)];
                $text = substr_replace($text, $token, mt_rand(0, strlen($text)), mt_rand(0, 2));
            }
            try {
                $parsed = serialize(JsonText::parse($text));
            } catch (\JsonException) {
                $parsed = 'an error';
            }
            $expected = json_decode($text);
            $expected = json_last_error() === \JSON_ERROR_NONE ? serialize($expected) : 'an error';
            // That a text is UTF-8 is checked before it is parsed, and lone surrogates are refused after it.
            if (JsonText::isWellFormed($text) && json_last_error() !== \JSON_ERROR_UTF16) {
                self::same([$seed, $text, $expected], [$seed, $text, $parsed]);
            }
        }
    }

    public function countsTheDepthAfterSiblings(): void
    {
        $deep = str_repeat('[', 8) . str_repeat(']', 8);
        foreach (['[' . $deep . ']', '[[],{},"]]\\"]",' . $deep . ']', '[[[]],[[]],' . $deep . ']'] as $text) {
            $error = self::thrown(AblyAuthException::class, static fn() => TokenRequest::read($text));
            self::same([$text, 'json.depth'], [$text, $error->issues[0]->rule]);
        }
        $error = self::thrown(AblyAuthException::class, static fn() => TokenRequest::read('[[],[[]],"[[[[[[[["]'));
        self::same('TokenRequest.type', $error->issues[0]->rule);
    }

    public function namesTheMemberThatIsNamedTwice(): void
    {
        $texts = [
            '$["b c"][1].x' => '{"a":[{"x":1}],"b c":[0,{"x":[],"\\u0078":{}}],"a":0}',
            '$.a' => '{"a":{"a":1},"a":{"a":1,"a":2}}',
        ];
        foreach ($texts as $path => $text) {
            $error = self::thrown(AblyAuthException::class, static fn() => Capability::parse($text));
            self::same([$path, 'json.duplicate'], [$error->path, $error->issues[0]->rule]);
        }
    }
}
