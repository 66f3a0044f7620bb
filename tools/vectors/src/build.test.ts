import { ROOT } from '@ably-auth/checks/tool';
import { describe, expect, it } from 'vitest';
import { group, invalid, valid, type Case } from './authoring.js';
import { buildFiles } from './build.js';
import { formatFile } from './format.js';
import { missingOracles } from './oracle.js';
import { readStored } from './store.js';
import { testsOf } from './vector.js';

const missing = missingOracles();

const build = (...cases: readonly Case[]) => {
  const groups = [group('g', 'G.', { spec: ['TK2b'], basis: 'decision' }, cases)];
  return buildFiles([{ operation: 'canonicalize-capability', about: 'A.', groups }]);
};

describe.skipIf(missing.length > 0)(`the oracles (missing: ${missing.join(', ') || 'none'})`, () => {
  it('give what is recorded', async () => {
    const recorded = new Map(readStored(ROOT).map(({ name, text }) => [name, text]));
    for (const file of await buildFiles()) expect(formatFile(file)).toBe(recorded.get(`${file.operation}.json`));
    // A process of openssl for each MAC.
  }, 300_000);

  it('add the output, and leave out a path that the author leaves out', async () => {
    const [file] = await build(
      valid('a', 'A.', { text: '{ "b":["y","x"] }' }),
      invalid('b', 'B.', { text: '{"b":[]}' }, 40000),
    );
    expect(file && testsOf(file)).toMatchObject([
      { id: 'canonicalize-capability/g/a', result: 'valid', output: { text: '{"b":["x","y"]}' } },
      { id: 'canonicalize-capability/g/b', result: 'invalid', error: { code: 40000 } },
    ]);
  });

  it.each([
    ['a verdict', valid('a', 'A.', { text: '{"b":[]}' })],
    ['the other verdict', invalid('a', 'A.', { text: '{}' }, 40000)],
    ['a value', valid('a', 'A.', { text: '{}' }, { output: { text: '[]' } })],
    ['a code', invalid('a', 'A.', { text: '{"b":[]}' }, 40003)],
    ['a path', invalid('a', 'A.', { text: '{"b":[]}' }, 40000, '$')],
  ])('disagree with an author about %s', async (_, test) => {
    await expect(build(test)).rejects.toThrow('canonicalize-capability/g/a: the author says');
  });
});
