import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from './adapter.js';
import { command, REAL_VECTORS, temporaryFolder } from './fixtures/fixtures.testing.js';
import { runGenerated } from './generate.js';
import { INPUTS } from './generated-inputs.js';
import { ADAPTERS } from './self-test.js';

const { reference, broken } = ADAPTERS;

const generate = (ids: string, count: number, seed: number, ...adapter: string[]) =>
  command([
    'run',
    '--vectors',
    REAL_VECTORS,
    '--ids',
    ids,
    '--generate',
    String(count),
    '--seed',
    String(seed),
    '--json',
    '--',
    process.execPath,
    ...adapter,
  ]);

type Output = { generated: { operation: string; runs: number; counterexample?: object }[] };

describe('generated tests', () => {
  it('are passed by our own packages, for every operation with inputs', async () => {
    const { exitCode, stdout } = await generate('*', 60, 1, reference);
    expect(exitCode).toBe(0);
    const { generated } = JSON.parse(stdout) as Output;
    expect(generated.map(({ operation, runs }) => [operation, runs])).toEqual(
      Object.keys(INPUTS).map((name) => [name, 60]),
    );
  });

  it.each([
    ['canonicalize-capability', { text: '{"a":["publish"]}' }, { text: '{"a":["publish"]}' }],
    ['create-token-request', { key: 'appId.keyId:a', params: {} }, { keyName: 'appId.keyId' }],
    ['parse-api-key', { key: expect.stringMatching(/^appId\.keyId:.{1,2}$/) as string }, { name: 'appId.keyId' }],
  ])('find a bug in %s and shrink it to the smallest case, as a vector', async (operation, input, output) => {
    const { exitCode, stdout, stderr } = await generate(`${operation}/*`, 300, 2, broken, operation);
    expect(exitCode).toBe(1);
    const { generated } = JSON.parse(stdout) as Output;
    const found = generated.filter(({ counterexample }) => counterexample !== undefined);
    expect(found.map((run) => run.operation)).toEqual([operation]);
    expect(found[0]?.counterexample).toMatchObject({ input, result: 'valid', output });
    expect(stderr).toContain(`"id": "${operation}/generated/seed-2"`);
  });

  it('are the same for the same seed', async () => {
    const [first, second] = [
      await generate('intersect/names/*', 40, 5, broken, 'intersect'),
      await generate('intersect/names/*', 40, 5, broken, 'intersect'),
    ];
    expect((JSON.parse(first.stdout) as Output).generated).toEqual((JSON.parse(second.stdout) as Output).generated);
  });

  it('are green where their failures are listed as expected', async () => {
    const list = join(temporaryFolder(), 'expected.txt');
    const run = (...options: string[]) =>
      command(
        ['run', '--vectors', REAL_VECTORS, '--ids', 'mac/*', '--generate', '50', '--seed', '3'].concat(
          ['--expected-failures', list, ...options],
          ['--', process.execPath, broken, 'mac'],
        ),
      );
    expect((await run('--write-expected-failures')).exitCode).toBe(0);
    expect(readFileSync(list, 'utf8')).toMatch(/\nmac\/generated\/\$\.mac\n/);
    const { exitCode, stdout } = await run();
    expect(stdout).toContain('mac: 50 generated, seed 3, failed as expected: mac/generated/$.mac');
    expect(exitCode).toBe(0);
  });
});

describe('an adapter that fails', () => {
  /** Answers every test about a MAC with a wrong one, as often as it is told. */
  const wrong = (times: number, onAsk = (_count: number): void => {}): Adapter => {
    let asked = 0;
    return {
      hello: () => Promise.reject(new Error('not asked')),
      ask: ({ id, input }) => {
        onAsk(++asked);
        const { secret, text } = input as { secret: string; text: string };
        const mac = createHmac('sha256', secret).update(text).digest('base64');
        return Promise.resolve({ id, ok: true, output: { mac: asked > times ? mac : 'wrong' } });
      },
      close: () => Promise.resolve(undefined),
      kill: () => undefined,
    };
  };
  const hello = { sdk: 'fake', version: '1', language: 'none', operations: ['mac'], features: [] };
  const options = { operations: new Set(['mac']), count: 5, seed: 1 };

  it('once is unstable, and what it failed with is told', async () => {
    const [run] = await runGenerated(wrong(1), hello, options);
    expect(run?.id).toBe('mac/generated/unstable');
    expect(run?.failures[0]?.actual).toMatch(
      /passed when asked again; it failed with wrong in the place of [\w+/]{43}=$/,
    );
  });

  it('always is not unstable where the run is ended before it is asked again', async () => {
    const stop = new AbortController();
    const adapter = wrong(Infinity, () => stop.abort());
    const [run] = await runGenerated(adapter, hello, { ...options, signal: stop.signal });
    expect(run).toMatchObject({ id: 'mac/generated/$.mac', failures: [{ path: '$.mac', actual: 'wrong' }] });
  });
});
