<?php

declare(strict_types=1);

namespace AblyAuth\Tests;

/** The code of the README, executed: a trailing comment states what the line prints. */
final class ReadmeTest extends Test
{
    public function printsWhatItSays(): void
    {
        $text = (string) file_get_contents(__DIR__ . '/../README.md');
        preg_match_all('~^```php\n(.*?)^```$~ms', $text, $blocks);
        $code = implode("\n", $blocks[1]);
        preg_match_all('~^ *echo .*; // (.*)$~m', $code, $expected);
        $file = tempnam(sys_get_temp_dir(), 'readme');
        assert($file !== false);
        $autoload = var_export(dirname(__DIR__) . '/autoload.php', true);
        file_put_contents($file, str_replace("'vendor/autoload.php'", $autoload, $code));
        exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg($file) . ' 2>&1', $printed);
        unlink($file);
        self::same($expected[1], $printed);
        self::same(true, count($printed) > 8);
    }
}
