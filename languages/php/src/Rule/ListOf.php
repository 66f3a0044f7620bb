<?php

declare(strict_types=1);

namespace AblyAuth\Rule;

use AblyAuth\Decoding;

/** A list; its bounds are checked before it is read. */
final class ListOf extends Rule
{
    /** @param array<string, string> $fixes */
    public function __construct(
        string $id,
        int $code,
        string $expected,
        string $fix,
        private readonly Rule $items,
        array $fixes = [],
        private readonly int $min = 0,
        private readonly int $max = \PHP_INT_MAX,
    ) {
        parent::__construct($id, $code, $expected, $fix, $fixes);
    }

    public function read(Decoding $at, string $path, mixed $raw, bool $isRequired): mixed
    {
        if (!is_array($raw) || !array_is_list($raw)) {
            return $this->other($at, $path, $raw, $isRequired);
        }
        if (count($raw) < $this->min) {
            $at->report($this, $path, 'minItems', 'an empty list');
        }
        if (count($raw) > $this->max) {
            $at->isUnreadable = true;
            $at->report($this, $path, 'maxItems', count($raw) . ' entries');

            return [];
        }
        if ($this->isOfValidTexts($raw)) {
            return $raw;
        }
        $values = [];
        foreach ($raw as $index => $item) {
            if ($at->isFull()) {
                break;
            }
            $value = $this->items->read($at, "{$path}[{$index}]", $item, true);
            if ($value !== null) {
                $values[] = $value;
            }
        }

        return $values;
    }

    /**
     * Whether all items are texts without an issue, as they nearly always are; told without their paths.
     *
     * @param list<mixed> $items
     */
    public function isOfValidTexts(array $items): bool
    {
        if (!($this->items instanceof Text) || count($items) < $this->min || count($items) > $this->max) {
            return false;
        }
        foreach ($items as $item) {
            if (!is_string($item) || !$this->items->isValid($item)) {
                return false;
            }
        }

        return true;
    }
}
