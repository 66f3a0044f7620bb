<?php

declare(strict_types=1);

namespace AblyAuth;

use AblyAuth\Gen\ErrorCode;
use AblyAuth\Gen\Limits;
use AblyAuth\Rule\Text;

/**
 * What two capabilities both permit.
 *
 * @internal
 *
 * @phpstan-type Entry array{resource: string, operations: list<string>, pattern: Pattern, isLiteral: bool}
 */
final class Intersection
{
    /**
     * What both grant on what either names: operations as keys, by resource.
     *
     * @var array<array-key, array<array-key, true>>
     */
    private array $named = [];

    /**
     * @param list<Entry> $left
     * @param list<Entry> $right
     */
    private function __construct(private readonly array $left, private readonly array $right) {}

    public static function of(Capability $a, Capability $b): Capability
    {
        self::limit(count($a) * count($b), Limits::INTERSECT_MAX_PAIRS, 'pairs of resources');
        $granted = (new self(self::entriesOf($a), self::entriesOf($b)))->common();
        self::limit(count($granted), Limits::CAPABILITY_MAX_RESOURCES, 'resources in common');
        foreach ($granted as $name => $operations) {
            // Of two capabilities within the limits, a crossing can have a longer name, and `*` the operations of many.
            $length = Text::length((string) $name);
            self::limit($length, Limits::RESOURCE_MAX_LENGTH, 'characters in a name', 'Use shorter resource names.');
            $granted[$name] = isset($operations['*']) ? ['*' => true] : $operations;
            $most = Limits::RESOURCE_MAX_OPERATIONS;
            $fix = 'List fewer operations, or "*" alone.';
            self::limit(count($granted[$name]), $most, 'operations on a resource', $fix);
        }

        return new Capability($granted);
    }

    /** @return list<Entry> */
    private static function entriesOf(Capability $capability): array
    {
        $entries = [];
        foreach ($capability as $resource => $operations) {
            $pattern = Pattern::of($resource);
            // Whether it stands for one resource, so that of two such entries only equal ones overlap.
            $isLiteral = !$pattern->isOpen && !in_array('*', $pattern->steps, true);
            $entries[] = compact('resource', 'operations', 'pattern', 'isLiteral');
        }

        return $entries;
    }

    /**
     * What both grant: on the resources that either names, then on what else overlaps.
     *
     * @return array<array-key, array<array-key, true>>
     */
    private function common(): array
    {
        $isOverlapping = false;
        foreach ($this->crossings() as [$p, $q]) {
            $pInQ = $q['pattern']->contains($p['pattern']);
            $qInP = $p['pattern']->contains($q['pattern']);
            $operations = $pInQ || $qInP ? self::commonOperations($p, $q) : [];
            if ($pInQ) {
                self::add($this->named, $p['resource'], $operations);
            }
            if ($qInP) {
                self::add($this->named, $q['resource'], $operations);
            }
            $isOverlapping = $isOverlapping || !($pInQ || $qInP);
        }
        if ($isOverlapping) {
            $this->addCrossed();
        }

        return $this->named;
    }

    /**
     * The pairs that have resources in common, and these; one at a time, since there may be a million.
     *
     * @return \Generator<int, array{Entry, Entry, Pattern}>
     */
    private function crossings(): \Generator
    {
        foreach ($this->left as $p) {
            foreach ($this->right as $q) {
                if ($p['isLiteral'] && $q['isLiteral'] && $p['pattern']->steps !== $q['pattern']->steps) {
                    continue;
                }
                $crossed = $p['pattern']->cross($q['pattern']);
                if ($crossed !== null) {
                    yield [$p, $q, $crossed];
                }
            }
        }
    }

    /**
     * @param Entry $p
     * @param Entry $q
     *
     * @return list<string>
     */
    private static function commonOperations(array $p, array $q): array
    {
        return match ('*') {
            $p['operations'][0] => $q['operations'],
            $q['operations'][0] => $p['operations'],
            default => array_values(array_intersect($p['operations'], $q['operations'])),
        };
    }

    /**
     * @param array<array-key, array<array-key, true>> $to
     * @param list<string> $operations
     */
    private static function add(array &$to, string $resource, array $operations): void
    {
        if ($operations !== []) {
            $to[$resource] = ($to[$resource] ?? []) + array_fill_keys($operations, true);
        }
    }

    /** Adds to the named resources what patterns that overlap have in common, unless another entry covers it. */
    private function addCrossed(): void
    {
        $tree = new PatternTree();
        foreach ($this->named as $resource => $operations) {
            $tree->add(Pattern::of((string) $resource), self::listOf($operations));
        }
        $crossed = [];
        foreach ($this->crossings() as [$p, $q, $pattern]) {
            $operations = self::commonOperations($p, $q);
            if (!$tree->grants($pattern, $operations)) {
                self::add($crossed, $pattern->name(), $operations);
                $count = count($this->named) + count($crossed);
                self::limit($count, Limits::CAPABILITY_MAX_RESOURCES, 'resources in common');
            }
        }
        // The widest first, so that the entry that covers another one already is in the tree.
        $patterns = [];
        foreach ($crossed as $name => $operations) {
            $patterns[] = [Pattern::of((string) $name), (string) $name, self::listOf($operations)];
        }
        usort($patterns, static fn(array $a, array $b): int => $a[0]->width() <=> $b[0]->width());
        foreach ($patterns as [$pattern, $name, $operations]) {
            if (!$tree->grants($pattern, $operations)) {
                self::add($this->named, $name, $operations);
                $tree->add($pattern, $operations);
            }
        }
    }

    /**
     * @param array<array-key, true> $set
     *
     * @return list<string>
     */
    private static function listOf(array $set): array
    {
        return array_map(strval(...), array_keys($set));
    }

    private static function limit(int $count, int $most, string $what, ?string $remediation = null): void
    {
        if ($count > $most) {
            throw new AblyAuthException(
                ErrorCode::BadRequest,
                "intersect: expected at most {$most} {$what}, got more",
                path: '$',
                remediation: $remediation ?? 'Name fewer resources: one pattern in place of the names that it covers.',
            );
        }
    }
}
