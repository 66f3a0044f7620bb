<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Rule\Words;

/**
 * What is known while a value is decoded, and what a value is in words.
 *
 * @internal
 */
final class Decoding
{
    /** More issues than this help nobody, and bound the work that a hostile value can cause. */
    private const MAX_ISSUES = 64;

    /** @var list<Issue> */
    public array $issues = [];

    /** @var list<Leniency> */
    public array $leniencies = [];

    /** Whether something is missing or of another type, so that there is no value. */
    public bool $isUnreadable = false;

    /** @param (\Closure(self, string, mixed): mixed)|null $readTextOrObject */
    public function __construct(
        /** Whether what senders commonly write for an absent member or a number is read as such. */
        public readonly bool $isLenient,
        /** How a member is read that is a text or an object, where the caller knows more of it than its table. */
        public readonly ?\Closure $readTextOrObject = null,
    ) {}

    /** Whether there are as many issues as are reported; loops over members stop here. */
    public function isFull(): bool
    {
        return count($this->issues) >= self::MAX_ISSUES;
    }

    /** Notes that a value breaks a rule of its schema: `$name` is the rule, by default its keyword. */
    public function report(
        Words $rule,
        string $path,
        string $keyword,
        string $got,
        ?string $name = null,
        ?string $expected = null,
    ): void {
        $name ??= $keyword;
        $message = 'expected ' . ($expected ?? $rule->expected) . ", got {$got}";
        $this->add($rule->code, $path, "{$rule->id}.{$name}", $keyword, $message, $rule->fixes[$name] ?? $rule->fix);
    }

    /** Notes that a value breaks a rule that no JSON Schema can say. */
    public function breach(Words $rule, string $path, string $keyword, string $got, ?int $code = null): void
    {
        $message = "expected {$rule->expected}, got {$got}";
        $this->add($code ?? $rule->code, $path, $rule->id, $keyword, $message, $rule->fix);
    }

    /** Notes any other issue, unless there are enough. */
    public function add(int $code, string $path, string $rule, string $keyword, string $message, string $fix): void
    {
        if (!$this->isFull()) {
            $this->issues[] = new Issue($path, $rule, $keyword, $code, intdiv($code, 100), $message, $fix);
        }
    }

    /** Notes what a lenient read tolerated. */
    public function tolerate(string $path, string $kind, string $message): void
    {
        if (count($this->leniencies) < self::MAX_ISSUES) {
            $this->leniencies[] = new Leniency($path, $kind, $message);
        }
    }

    /** Adds what another decoding found of the same value. */
    public function include(self $other): void
    {
        $this->issues = array_slice([...$this->issues, ...$other->issues], 0, self::MAX_ISSUES);
        $this->leniencies = array_slice([...$this->leniencies, ...$other->leniencies], 0, self::MAX_ISSUES);
        $this->isUnreadable = $this->isUnreadable || $other->isUnreadable;
    }

    /** Throws where there is an issue; `$name` is what the value is, for the message. */
    public function throwIssues(string $name): void
    {
        if ($this->issues !== []) {
            throw AblyAuthException::fromIssues($this->issues, $name);
        }
    }

    /**
     * The members of an object as JSON knows it: a stdClass, or an array that is not a list; null for anything else.
     * An empty array is an object where one is expected.
     *
     * @return array<array-key, mixed>|null
     */
    public static function plainObject(mixed $value): ?array
    {
        if ($value instanceof \stdClass) {
            return (array) $value;
        }

        return is_array($value) && ($value === [] || !array_is_list($value)) ? $value : null;
    }

    /** What a value is, in words; never the value itself, which may be a secret, except for plain numbers. */
    public static function got(mixed $raw): string
    {
        return match (true) {
            $raw === null || is_bool($raw) || is_int($raw) => json_encode($raw, \JSON_THROW_ON_ERROR),
            is_float($raw) => (string) $raw,
            is_string($raw) => $raw === '' ? 'an empty string' : 'a string',
            self::plainObject($raw) !== null => 'an object',
            is_array($raw) => 'an array',
            $raw instanceof \Closure => 'a function',
            default => 'an instance of a class',
        };
    }
}
