import type { Profiler } from 'node:inspector';
import { expect, it } from 'vitest';
import { splitProfile } from './split.js';

const node = (id: number, url: string, children: number[] = [], functionName = 'f'): Profiler.ProfileNode => ({
  id,
  callFrame: { functionName, url, scriptId: '', lineNumber: 0, columnNumber: 0 },
  children,
});

it('counts a function for the part that called it, and leaves out what is no work', () => {
  const profile: Profiler.Profile = {
    nodes: [
      node(1, '', [2, 3, 6], '(root)'),
      node(2, '', [], '(idle)'),
      node(3, 'node:_http_server', [4]),
      node(4, 'file:///packages/core/dist/internal/mac.node.js', [5]),
      node(5, 'node:internal/crypto/hash'),
      node(6, '', [], '(garbage collector)'),
    ],
    startTime: 0,
    endTime: 0,
    samples: [2, 1, 3, 4, 5, 6],
    timeDeltas: [100, 1, 2, 3, 1, 1],
  };
  expect([...splitProfile(profile)]).toEqual([
    ['the rest', 1 / 8],
    ['HTTP', 2 / 8],
    ['MAC', 4 / 8],
    ['garbage collection', 1 / 8],
  ]);
});
