import type { Profiler } from 'node:inspector';

/** What the time of a request goes into; of several that fit, the first counts. */
const PARTS = [
  ['parse', /\/server\/dist\/http\/(read-body|message-pack)|\/validation\/dist\/(json-text|internal\/duplicate)/],
  ['MAC', /\/core\/dist\/(internal\/mac|sign-text)/],
  ['seal', /\/server\/dist\/tokens\//],
  ['store', /\/server\/dist\/(memory|redis|internal\/guard)|\/ioredis\/|\/redis-/],
  ['capability', /\/capability\/dist\//],
  ['validate', /\/validation\/dist\/|\/core\/dist\/|\/server\/dist\/request-token/],
  ['HTTP', /^node:(http|_http|net|stream|internal\/(http|stream))|\/server\/dist\/(node|http)/],
] as const;

const REST = 'the rest';
const GARBAGE = 'garbage collection';

/** The share of each part in the working time of a profile: a function counts for the part that called it. */
export function splitProfile({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string | undefined>();
  const visit = (id: number, inherited: string) => {
    const node = byId.get(id);
    if (node === undefined) return;
    const part = partOf(node.callFrame, inherited);
    parts.set(id, part);
    for (const child of node.children ?? []) visit(child, part ?? inherited);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, REST);
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, id] of samples.entries()) {
    const part = parts.get(id);
    if (part === undefined) continue;
    const time = timeDeltas[index] ?? 0;
    times.set(part, (times.get(part) ?? 0) + time);
    total += time;
  }
  return new Map([...times].map(([part, time]) => [part, time / total]));
}

/** The part of a function; undefined for time that is not worked. */
function partOf({ functionName, url }: Profiler.Profile['nodes'][number]['callFrame'], inherited: string) {
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return GARBAGE;
  return PARTS.find(([, pattern]) => pattern.test(url))?.[0] ?? inherited;
}
