<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Limits;
use AblyAuth\Gen\Tables;
use AblyAuth\Rule\Words;

/**
 * JSON text, read strictly: a member named twice, text over the limits and a lone surrogate are refused. `json_decode`
 * keeps the last of two members of one name, and does not tell.
 *
 * @internal
 */
final class JsonText
{
    private const STRING = '~"(?:[^"\\\\\x00-\x1f]++|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"~A';
    private const LITERAL = '~-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null~A';

    private int $position = 0;

    /** @var list<string|int> Names and indexes that lead to the value that is read. */
    private array $steps = [];

    /** The path of the first member that is named twice. */
    private ?string $duplicate = null;

    /** The path of the first string or name that holds a lone surrogate. */
    private ?string $illFormed = null;

    private function __construct(private readonly string $text, private readonly string $start) {}

    /**
     * Reads JSON text: objects as stdClass, arrays as lists. Null also where something is wrong with it.
     *
     * @param Decoding $at where an issue goes; its path continues `$path`
     * @param int|null $code error code of an issue, by default that of the rule
     */
    public static function read(Decoding $at, string $path, string $text, ?int $code = null): mixed
    {
        $refuse = static fn(Words $rule, string $where, string $got) => $at->breach($rule, $where, 'type', $got, $code);
        if (strlen($text) > Limits::TOKEN_TEXT_MAX_BYTES) {
            return $refuse(Tables::jsonSize(), $path, 'more');
        }
        if (!self::isWellFormed($text)) {
            return $refuse(Tables::jsonSyntax(), $path, 'bytes that are not UTF-8');
        }
        if (self::isTooDeep($text)) {
            return $refuse(Tables::jsonDepth(), $path, 'more');
        }
        $flat = self::flatObject($text);
        if ($flat !== null) {
            return $flat;
        }
        $parser = new self($text, $path);
        try {
            $value = $parser->whole();
        } catch (\JsonException) {
            return $refuse(Tables::jsonSyntax(), $path, 'other text');
        }
        if ($parser->duplicate !== null) {
            return $refuse(Tables::jsonDuplicate(), $parser->duplicate, 'a second one');
        }
        if ($parser->illFormed !== null) {
            return $refuse(Tables::jsonWellFormed(), $parser->illFormed, 'a lone surrogate');
        }

        return $value;
    }

    /**
     * Reads any JSON text, without limits.
     *
     * @throws \JsonException
     */
    public static function parse(string $text): mixed
    {
        return (new self($text, '$'))->whole();
    }

    /**
     * A string in quotes, with the shortest escapes, and all else raw (RFC 8785 §3.2.2.2); or a list of strings.
     *
     * @param string|list<string> $text
     */
    public static function quote(string|array $text): string
    {
        return json_encode(
            $text,
            \JSON_UNESCAPED_SLASHES |
                \JSON_UNESCAPED_UNICODE |
                \JSON_UNESCAPED_LINE_TERMINATORS |
                \JSON_INVALID_UTF8_SUBSTITUTE |
                \JSON_THROW_ON_ERROR,
        );
    }

    /** Whether a text is UTF-8. */
    public static function isWellFormed(string $text): bool
    {
        return preg_match('~~u', $text) === 1;
    }

    /**
     * Texts in the order of their UTF-16 code units (RFC 8785 §3.2.3).
     *
     * @param list<string> $texts
     * @return list<string>
     */
    public static function sortUtf16(array $texts): array
    {
        // Bytes order ASCII as UTF-16 code units do.
        if (preg_match('~[\x80-\xff]~', implode($texts)) === 0) {
            sort($texts, \SORT_STRING);
        } else {
            usort($texts, static fn(string $a, string $b) => strcmp(self::utf16Order($a), self::utf16Order($b)));
        }

        return $texts;
    }

    /** UTF-8 has the order of code points; in UTF-16, U+E000 to U+FFFF come after all that has a surrogate pair. */
    private static function utf16Order(string $text): string
    {
        return strtr($text, "\xee\xef", "\xfe\xff");
    }

    /** An object without objects and escapes by PHP's own parser; null for any other text, and where it names a member twice. */
    private static function flatObject(string $text): ?\stdClass
    {
        if (str_contains($text, '\\') || str_contains($text, '-0') || substr_count($text, '{') !== 1) {
            return null;
        }
        $read = json_decode($text, depth: Limits::JSON_MAX_DEPTH);
        // Each member has a quotation mark and a colon after its name; a text that begins with a colon has them too.
        $isUnique =
            $read instanceof \stdClass && preg_match_all('~"[ \t\n\r]*+:~', $text) === count(get_object_vars($read));

        return $isUnique ? $read : null;
    }

    private static function isTooDeep(string $text): bool
    {
        if (substr_count($text, '[') + substr_count($text, '{') <= Limits::JSON_MAX_DEPTH) {
            return false;
        }
        $brackets = preg_replace('~"(?:[^"\\\\]++|\\\\.)*+"?|[^][{}"]++~s', '', $text);
        $depth = 0;
        foreach (str_split($brackets ?? '') as $bracket) {
            $depth += $bracket === '[' || $bracket === '{' ? 1 : -1;
            if ($depth > Limits::JSON_MAX_DEPTH) {
                return true;
            }
        }

        return $brackets === null;
    }

    private function whole(): mixed
    {
        $value = $this->value();
        if ($this->next() !== '') {
            throw new \JsonException();
        }

        return $value;
    }

    /** The next character that is not white space; empty at the end. */
    private function next(): string
    {
        $this->position += strspn($this->text, " \t\n\r", $this->position);

        return $this->text[$this->position] ?? '';
    }

    private function value(): mixed
    {
        switch ($this->next()) {
            case '{':
                return $this->object();
            case '[':
                return $this->list();
            case '"':
                return $this->string();
        }
        $literal = $this->token(self::LITERAL);

        return match ($literal) {
            'true' => true,
            'false' => false,
            'null' => null,
            default => +$literal, // an int, or a float where it has a fraction or is too large
        };
    }

    private function object(): \stdClass
    {
        $members = [];
        ++$this->position;
        for ($next = $this->next(); $next !== '}'; $next = $this->separator('}')) {
            $name = $this->string(isName: true);
            $this->next() === ':' ? ++$this->position : throw new \JsonException();
            $this->steps[] = $name;
            if (array_key_exists($name, $members)) {
                $this->duplicate ??= $this->path();
            }
            $members[$name] = $this->value();
            array_pop($this->steps);
        }
        ++$this->position;

        return (object) $members;
    }

    /** @return list<mixed> */
    private function list(): array
    {
        $items = [];
        ++$this->position;
        for ($next = $this->next(); $next !== ']'; $next = $this->separator(']')) {
            $this->steps[] = count($items);
            $items[] = $this->value();
            array_pop($this->steps);
        }
        ++$this->position;

        return $items;
    }

    /** What comes after a member or an item: the end, or after a comma the next one. */
    private function separator(string $end): string
    {
        $next = $this->next();
        if ($next === $end) {
            return $end;
        }
        if ($next !== ',') {
            throw new \JsonException();
        }
        ++$this->position;

        return $this->next() === $end ? throw new \JsonException() : ',';
    }

    private function string(bool $isName = false): string
    {
        $token = $this->token(self::STRING);
        $content = substr($token, 1, -1);
        if (!str_contains($content, '\\')) {
            return $content;
        }
        $decoded = json_decode($token);
        if (is_string($decoded)) {
            return $decoded;
        }
        // No text of PHP is a lone surrogate: its escape stays, for the path.
        $this->illFormed ??= $this->path() . ($isName ? "[{$token}]" : '');

        return $content;
    }

    private function token(string $pattern): string
    {
        if (preg_match($pattern, $this->text, $found, 0, $this->position) !== 1) {
            throw new \JsonException();
        }
        $this->position += strlen($found[0]);

        return $found[0];
    }

    private function path(): string
    {
        $path = $this->start;
        foreach ($this->steps as $step) {
            $path = is_int($step) ? "{$path}[{$step}]" : Path::member($path, $step);
        }

        return $path;
    }
}
