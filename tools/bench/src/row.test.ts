import { describe, expect, it } from 'vitest';
import { missesGoal, shortfall, type Goal } from './row.js';

const row = (goal: Goal | undefined, ours: number, median = Number.NaN) => ({
  ours,
  rival: { name: 'rival', value: 1, ratio: { low: median, median, high: median } },
  ...(goal && { goal }),
});

describe('shortfall', () => {
  it('is undefined where there is no goal', () => {
    expect(shortfall(row(undefined, 1))).toBeUndefined();
  });

  it.each<[Goal, number, number, number]>([
    [{ kind: 'rate', atLeast: 2 }, 1, 2, 0],
    [{ kind: 'rate', atLeast: 2 }, 1, 1.5, 0.25],
    [{ kind: 'time', atMost: 2 }, 1, 2, 0],
    [{ kind: 'time', atMost: 2 }, 1, 2.5, 0.25],
    [{ kind: 'limit', atMost: 4000 }, 4000, 1, 0],
    [{ kind: 'limit', atMost: 4000 }, 5000, 1, 0.25],
  ])('for %j, ours %d, ratio %d: %d', (goal, ours, ratio, expected) => {
    expect(shortfall(row(goal, ours, ratio))).toBe(expected);
  });

  it('does not take NaN for a goal met', () => {
    expect(missesGoal(row({ kind: 'rate', atLeast: 2 }, 1))).toBe(true);
    expect(missesGoal(row({ kind: 'rate', atLeast: 2 }, 1, 2))).toBe(false);
    expect(missesGoal(row(undefined, 1))).toBe(false);
  });
});
