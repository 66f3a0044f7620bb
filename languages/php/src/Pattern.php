<?php

declare(strict_types=1);

namespace AblyAuth;

/**
 * What a resource name of a capability stands for: the qualifier's type, then the segments, `*` for any; an open
 * pattern goes on with zero or more segments. `[meta]foo:*` has the steps `meta`, `foo` and is open.
 *
 * @internal
 */
final class Pattern
{
    /** @param list<string> $steps */
    public function __construct(public readonly array $steps, public readonly bool $isOpen) {}

    /** The pattern that a resource of a capability is. */
    public static function of(string $resource): self
    {
        $steps = self::stepsOf($resource);
        $isOpen = end($steps) === '*';

        // Every resource has a segment, so `*` and `*:*` say the same and get the same steps.
        return new self($isOpen && count($steps) > 2 ? array_slice($steps, 0, -1) : $steps, $isOpen);
    }

    /**
     * The steps of a resource: the type of its qualifier, empty for an ordinary channel, and its segments.
     *
     * The type ends at `=` or `?`, where a channel's filter and params begin: `[?rewind=1]foo` is the channel `foo`. A
     * bracket that nothing closes is part of the first segment.
     *
     * @return non-empty-list<string>
     */
    public static function stepsOf(string $resource): array
    {
        $end = str_starts_with($resource, '[') ? strpos($resource, ']') : false;
        if ($end === false) {
            return ['', ...explode(':', $resource)];
        }
        $type = substr($resource, 1, strcspn($resource, '=?]') - 1);

        return [$type, ...explode(':', substr($resource, $end + 1))];
    }

    /** The name of the pattern: the same text for patterns that say the same. */
    public function name(): string
    {
        $segments = array_slice($this->steps, 1);
        $path = implode(':', $this->isOpen ? [...$segments, '*'] : $segments);
        // Without its empty qualifier, a path such as `[x:y]z` would be read as qualified.
        $isPlain = $this->steps[0] === '' && $path !== '' && !str_starts_with($path, '[');

        return $isPlain ? $path : "[{$this->steps[0]}]{$path}";
    }

    /** Whether it stands for all that another one does. */
    public function contains(self $inner): bool
    {
        $length = count($this->steps);
        $has = count($inner->steps);
        if ($this->isOpen ? $has < $length : $inner->isOpen || $has !== $length) {
            return false;
        }
        foreach ($this->steps as $index => $step) {
            if ($step !== '*' && $step !== $inner->steps[$index]) {
                return false;
            }
        }

        return true;
    }

    /** The resources that it has in common with another one, which are a pattern again; null if there are none. */
    public function cross(self $other): ?self
    {
        [$short, $long] = count($this->steps) < count($other->steps) ? [$this, $other] : [$other, $this];
        if (!$short->isOpen && count($short->steps) < count($long->steps)) {
            return null;
        }
        $steps = $long->steps;
        foreach ($short->steps as $index => $step) {
            if ($steps[$index] === '*') {
                $steps[$index] = $step;
            } elseif ($step !== '*' && $step !== $steps[$index]) {
                return null;
            }
        }

        return new self(array_values($steps), $this->isOpen && $other->isOpen);
    }

    /**
     * An order in which every pattern comes after those that contain it.
     *
     * @return array{int, int, bool}
     */
    public function width(): array
    {
        $named = array_filter($this->steps, static fn(string $step): bool => $step !== '*');

        return [count($named), count($this->steps), !$this->isOpen];
    }
}
