import { describe, expect, it } from 'vitest';
import { brokenPromises, meaningOf, withNewTests, type Manifest } from './manifest.js';
import type { Test, VectorFile } from './vector.js';

const NOTHING: Manifest = { version: 1, counts: {}, withdrawn: {}, tests: {} };

const one: Test = {
  id: 'mac/a/one',
  about: 'One.',
  spec: ['RSA9g'],
  basis: 'spec',
  flags: [],
  input: { text: 'a', secret: 'b' },
  result: 'valid',
  output: { mac: 'c' },
};
const two: Test = { ...one, id: 'mac/a/two', input: { text: 'aa', secret: 'b' } };

function fileOf(...tests: readonly Test[]): VectorFile {
  const groups = [{ name: 'a', about: 'A.', tests }];
  return { $schema: './schema/mac.json', version: 1, operation: 'mac', about: 'MAC.', notes: {}, groups };
}

const published = withNewTests(NOTHING, [fileOf(one, two)]);

describe('the manifest', () => {
  it('counts, and keeps the meaning of each test', () => {
    expect(published.counts).toEqual({ mac: 2, all: 2 });
    expect(Object.keys(published.tests)).toEqual(['mac/a/one', 'mac/a/two']);
    expect(brokenPromises(published, [fileOf(one, two)])).toEqual([]);
  });

  it.each<[string, Partial<Test> | { output: undefined }]>([
    ['another input', { input: { text: 'b', secret: 'b' } }],
    ['another value', { output: { mac: 'd' } }],
    ['another verdict', { result: 'invalid', output: undefined, error: { code: 40000 } }],
    ['a need of features', { features: ['fixed-clock'] }],
    ['inputs before it', { before: [{ text: 'a', secret: 'b' }] }],
  ])('finds %s under a published id', (_, change) => {
    const issues = brokenPromises(published, [fileOf({ ...one, ...change } as Test, two)]);
    expect(issues).toEqual([expect.stringContaining('mac/a/one: is published and has changed its meaning')]);
  });

  it('lets a test be described better, and its members stand in another order', () => {
    const better = {
      ...one,
      about: 'Better.',
      flags: ['MacForm'],
      basis: 'decision',
      input: { secret: 'b', text: 'a' },
    } as Test;
    expect(brokenPromises(published, [fileOf(better, two)])).toEqual([]);
  });

  it('finds a published test that has vanished', () => {
    expect(brokenPromises(published, [fileOf(one)])).toEqual([
      expect.stringContaining('mac/a/two: is published and has vanished'),
    ]);
  });

  it('lets a test be withdrawn, and its id never be given again', () => {
    const manifest = {
      ...withNewTests(published, [fileOf(one)]),
      withdrawn: { 'mac/a/two': 'the MAC was of another text' },
    };
    expect(brokenPromises(manifest, [fileOf(one)])).toEqual([]);
    expect(brokenPromises(manifest, [fileOf(one, two)])).toEqual([
      'mac/a/two: was withdrawn, and its id is not given again',
    ]);
  });

  it('finds new tests until they are accepted, and accepts nothing else', () => {
    const three: Test = { ...one, id: 'mac/a/three' };
    const files = [fileOf({ ...one, output: { mac: 'd' } }, two, three)];
    expect(brokenPromises(published, files).join('\n')).toContain('1 new, mac/a/three the first');
    const next = withNewTests(published, files);
    expect(next.tests['mac/a/one']).toBe(meaningOf(one));
    expect(brokenPromises(next, files)).toEqual([expect.stringContaining('mac/a/one: is published and has changed')]);
  });

  it('finds counts that are wrong', () => {
    expect(brokenPromises({ ...published, counts: { mac: 3, all: 3 } }, [fileOf(one, two)])).toEqual([
      'vectors/manifest.json: the counts are not those of the files',
    ]);
  });
});
