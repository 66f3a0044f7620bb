<?php

declare(strict_types=1);

namespace AblyAuth;

/**
 * The patterns of a capability by their steps, so that a look-up passes over those that cannot match.
 *
 * @internal
 */
final class PatternTree
{
    /** @var array<array-key, self> */
    private array $next = [];

    /** @var list<string> Operations on the resource that ends here. */
    private array $here = [];

    /** @var list<string> Operations on every resource that begins so. */
    private array $below = [];

    /**
     * Adds the operations that one entry grants.
     *
     * @param list<string> $operations
     */
    public function add(Pattern $pattern, array $operations): void
    {
        $node = $this;
        foreach ($pattern->steps as $step) {
            $node = $node->next[$step] ??= new self();
        }
        if ($pattern->isOpen) {
            $node->below = [...$node->below, ...$operations];
        } else {
            $node->here = [...$node->here, ...$operations];
        }
    }

    /**
     * Whether one entry grants all operations on all that a pattern stands for.
     *
     * @param list<string> $operations
     */
    public function grants(Pattern $pattern, array $operations): bool
    {
        $pending = [[$this, 0]]; // no recursion: a name may have thousands of segments
        while ($pending !== []) {
            [$node, $depth] = array_pop($pending);
            if (self::lists($node->below, $operations)) {
                return true;
            }
            $step = $pattern->steps[$depth] ?? null;
            if ($step === null) {
                if (!$pattern->isOpen && self::lists($node->here, $operations)) {
                    return true;
                }
                continue;
            }
            foreach ($step === '*' ? ['*'] : [$step, '*'] as $each) {
                $child = $node->next[$each] ?? null;
                if ($child !== null) {
                    $pending[] = [$child, $depth + 1];
                }
            }
        }

        return false;
    }

    /**
     * @param list<string> $granted
     * @param list<string> $operations
     */
    private static function lists(array $granted, array $operations): bool
    {
        return $granted !== [] && (in_array('*', $granted, true) || array_diff($operations, $granted) === []);
    }
}
