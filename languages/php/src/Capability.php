<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\Operations;
use AblyAuth\Gen\Tables;

/**
 * What a token permits: resource → operations, both in canonical order, each once. It does not change; a loop over it
 * gives each resource with its operations.
 *
 * @implements \IteratorAggregate<string, list<string>>
 */
final class Capability implements \Countable, \IteratorAggregate, \Stringable
{
    private const MOST_KEPT = 64;
    private const LONGEST_KEPT = 2048;

    /**
     * The texts of short capabilities by what was asked for: a server asks for the same few again and again.
     *
     * @var array<array-key, string>
     */
    private static array $canonicalTexts = [];

    /** The canonical text, which is signed. */
    public readonly string $text;

    /** @var array<array-key, list<string>> */
    private readonly array $entries;

    private ?PatternTree $tree = null;

    /**
     * @internal
     *
     * @param array<array-key, array<array-key, true>> $granted operations as keys, by resource
     */
    public function __construct(array $granted)
    {
        $entries = [];
        $texts = [];
        foreach (self::sorted($granted) as $name) {
            $entries[$name] = self::sorted($granted[$name]);
            // RFC 8785 §3.2.2.2: the shortest escapes, and all else raw.
            $texts[] = JsonText::quote($name) . ':' . JsonText::quote($entries[$name]);
        }
        $this->entries = $entries;
        $this->text = '{' . implode(',', $texts) . '}';
    }

    /**
     * Reads a capability. As an array it names the operations by resource; names that PHP takes for the indexes of a
     * list (`0`, `1`, …) are told from one as JSON text or as an object: `(object) ['0' => ['*']]`.
     *
     * @param self|string|array<array-key, list<string>>|\stdClass $capability an array, or JSON text of up to 128 KiB
     *
     * @throws AblyAuthException 40000 with the path of what is wrong
     */
    public static function parse(self|string|array|\stdClass $capability): self
    {
        $at = new Decoding(isLenient: false);
        $read = self::read($at, '$', $capability);

        return $read ?? throw AblyAuthException::fromIssues($at->issues, 'capability');
    }

    /**
     * Writes a capability as the one text that every signer of it has to write (RSA9f, TK2b).
     *
     * No white space, resources and operations each in the order of UTF-16 code units, each operation once, strings
     * escaped as in RFC 8785.
     *
     * @param self|string|array<array-key, list<string>>|\stdClass $capability as for `parse`
     *
     * @throws AblyAuthException 40000 with the path of what is wrong
     */
    public static function canonicalize(self|string|array|\stdClass $capability): string
    {
        return self::parse($capability)->text;
    }

    /**
     * Whether one entry matches a resource and lists an operation, or `*`.
     *
     * A segment `*` in the middle stands for exactly one segment, at the end for zero or more. `*` alone is every
     * ordinary channel, `[meta]*` every metachannel, `[*]*` everything.
     *
     * @param string $resource name of one channel, queue or metachannel, such as `foo:bar` or `[meta]log`
     * @param string $operation an operation, such as `publish`; `*` asks for all
     */
    public function permits(string $resource, string $operation): bool
    {
        return $this->tree()->grants(new Pattern(Pattern::stepsOf($resource), false), [$operation]);
    }

    /**
     * Whether each operation on each resource of another capability is covered by one entry of this one.
     *
     * A true is certain. A false may be wrong where only several entries together cover one of the other: that is not
     * looked for, since to decide it is coNP-hard.
     */
    public function covers(self $inner): bool
    {
        foreach ($inner as $name => $operations) {
            $pattern = Pattern::of($name);
            foreach ($operations as $operation) {
                if (!$this->tree()->grants($pattern, [$operation])) {
                    return false;
                }
            }
        }

        return true;
    }

    /**
     * What this and another capability both permit, exactly. The service gives a token what was asked and what the key
     * has.
     *
     * A resource that either side names stays by name, with those operations of its entry that the other side grants on
     * all of it: revocation by channel matches names literally. Two patterns that overlap, such as `foo:*:x` and
     * `foo:bar:*`, add what they have in common, `foo:bar:x`, unless another entry of the result covers it.
     *
     * @throws AblyAuthException 40000 if there are over a million pairs of resources to compare, or if what the two
     *     have in common is over the limits of a capability
     */
    public function intersect(self $other): self
    {
        return Intersection::of($this, $other);
    }

    /**
     * The operations that Ably does not document, sorted: every other method takes them as they are (RSA9f).
     *
     * @return list<string>
     */
    public function unknownOperations(): array
    {
        $listed = [];
        foreach ($this->entries as $operations) {
            $listed += array_fill_keys($operations, true);
        }

        return self::sorted(array_diff_key($listed, array_fill_keys(Operations::KNOWN, true)));
    }

    /**
     * The operations that are listed for a resource of that very name; none if it is not named.
     *
     * @return list<string>
     */
    public function operationsOf(string $resource): array
    {
        return $this->entries[$resource] ?? [];
    }

    /** How many resources it names. */
    public function count(): int
    {
        return count($this->entries);
    }

    /** @return \Generator<string, list<string>> */
    public function getIterator(): \Generator
    {
        foreach ($this->entries as $name => $operations) {
            yield (string) $name => $operations; // PHP keeps "10" as an int
        }
    }

    public function __toString(): string
    {
        return $this->text;
    }

    /**
     * Reads a capability, from JSON text or an object; null where there is an issue, whose path is below `$path`.
     *
     * @internal
     */
    public static function read(Decoding $at, string $path, mixed $raw): ?self
    {
        if ($raw instanceof self) {
            return $raw;
        }
        $rule = Tables::capability();
        $before = count($at->issues);
        $value = is_string($raw) ? JsonText::read($at, $path, $raw, $rule->code) : $raw;
        if (is_string($raw) && $value === []) {
            $rule->mistyped($at, $path, 'an array');
        }
        if (count($at->issues) > $before) {
            return null;
        }
        /** @var array<array-key, list<string>>|null $entries */
        $entries = $rule->read($at, $path, $value, true);
        // Text was checked as a whole.
        $isWellFormed = is_string($raw) || self::isWellFormed($entries ?? []);
        $granted = [];
        foreach ($entries ?? [] as $key => $operations) {
            $name = (string) $key;
            $granted[$name] = array_fill_keys($operations, true);
            if (isset($granted[$name]['*']) && count($granted[$name]) > 1) {
                $where = Path::entry($path, $name);
                $at->breach(Tables::capabilityWildcard(), $where, 'maxItems', 'other operations beside it');
            }
            if (!$isWellFormed && !JsonText::isWellFormed($name . "\n" . implode("\n", $operations))) {
                $where = Path::entry($path, $name);
                $got = 'a string that is not UTF-8';
                $at->breach(Tables::jsonWellFormed(), $where, 'pattern', $got, $rule->code);
            }
        }

        return count($at->issues) === $before ? new self($granted) : null;
    }

    /**
     * The canonical text of a capability that is asked for: the one form that is signed (RSA9f).
     *
     * @internal
     */
    public static function canonicalText(Decoding $at, string $path, mixed $raw): ?string
    {
        $kept = is_string($raw) ? self::$canonicalTexts[$raw] ?? null : null;
        if ($kept !== null) {
            return $kept;
        }
        $capability = self::read($at, $path, $raw);
        if ($capability !== null && count($capability) === 0) {
            $at->breach(Tables::capabilityEmpty(), $path, 'type', 'one without resources');

            return null;
        }
        if ($capability !== null && is_string($raw) && strlen($raw) <= self::LONGEST_KEPT) {
            if (count(self::$canonicalTexts) >= self::MOST_KEPT) {
                self::$canonicalTexts = [];
            }
            self::$canonicalTexts[$raw] = $capability->text;
        }

        return $capability?->text;
    }

    /** Its patterns, for look-ups; built at the first use. */
    /** @param array<array-key, list<string>> $entries */
    private static function isWellFormed(array $entries): bool
    {
        $texts = array_merge(array_keys($entries), ...array_values($entries));

        return JsonText::isWellFormed(implode("\n", $texts));
    }

    private function tree(): PatternTree
    {
        if ($this->tree === null) {
            $this->tree = new PatternTree();
            foreach ($this as $name => $operations) {
                $this->tree->add(Pattern::of($name), $operations);
            }
        }

        return $this->tree;
    }

    /**
     * The keys as texts, in the order of UTF-16 code units.
     *
     * @param array<array-key, mixed> $set
     *
     * @return list<string>
     */
    private static function sorted(array $set): array
    {
        return JsonText::sortUtf16(array_map(strval(...), array_keys($set)));
    }
}
