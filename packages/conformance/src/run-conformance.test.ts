import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadVectors, runConformance, type Report, type Vector } from './index.js';
import { FIXTURE_VECTORS, broken, temporaryFolder } from './fixtures/fixtures.testing.js';

const vectors = loadVectors(FIXTURE_VECTORS);
const run = (mode: string, more: object = {}) =>
  runConformance({ command: broken(mode), vectors, timeoutMs: 60_000, ...more });
const statusOf = ({ results }: Report) => results.map(({ id, status }) => `${id.split('/')[2]} ${status}`);
const troubleOf = ({ results }: Report) => results.find(({ id }) => id === 'mac/plain/trouble');

describe('a correct adapter', () => {
  it('passes, and code and path are told beside it', async () => {
    const report = await run('right');
    expect(statusOf(report)).toEqual([
      'first passed',
      'trouble passed',
      'last passed',
      'right passed',
      'other passed',
      'none passed',
    ]);
    const refusals = { match: 1, differs: 1, none: 1 };
    const none = { passed: 0, failed: 0, unsupported: 0, crashed: 0, code: { match: 0, differs: 0, none: 0 } };
    expect(report.totals).toEqual({
      ...none,
      passed: 6,
      code: refusals,
      spec: { ...none, passed: 3 },
      decision: { ...none, passed: 3, code: refusals },
    });
    expect(report.operations['mac']).toMatchObject({ passed: 3 });
    expect(report.adapter).toMatchObject({
      sdk: 'broken (right)',
      version: '1.0',
      language: 'JavaScript',
      features: [],
    });
    expect(report.warnings).toEqual([]);
  });

  it('fails another code or none with strict', async () => {
    const report = await run('right', { strict: true });
    expect(statusOf(report).slice(3)).toEqual(['right passed', 'other failed', 'none failed']);
    expect(report.results[4]?.failures).toEqual([
      { expected: 'refused with 40101 at $', actual: 'refused with 50000 at $' },
    ]);
  });

  it('fails another rule with strict, but not an answer that names none', async () => {
    const named = vectors.vectors
      .filter(({ id }) => id.endsWith('/right'))
      .map((vector) => ({ ...vector, error: { code: 40101, path: '$', rule: 'apiKey.name' } }) as Vector);
    const strict = { strict: true, vectors: { ...vectors, vectors: named } };
    expect(statusOf(await run('right', strict))).toEqual(['right passed']);
    expect(statusOf(await run('another-rule', strict))).toEqual(['right failed']);
  });

  it('may start slowly, answer in pieces, and end its lines as Windows does', async () => {
    expect((await run('slow-start', { timeoutMs: 1000 })).totals.passed).toBe(6);
    expect((await run('in-pieces')).totals.passed).toBe(6);
  });

  it('may split its input at U+2028 and U+2029, which no line holds', async () => {
    const text = 'a\u2028b\u2029c';
    const mac = createHmac('sha256', 's3cret').update(text).digest('base64');
    const [first] = vectors.vectors;
    const vector = { ...first, input: { text, secret: 's3cret' }, output: { mac } } as Vector;
    const report = await run('splits-at-u2028', { vectors: { ...vectors, vectors: [vector] } });
    expect(statusOf(report)).toEqual(['first passed']);
  });

  it('is started for each line with one-shot', async () => {
    const report = await run('right', { oneShot: true });
    expect(report.totals.passed).toBe(6);
  });
});

describe('a test with inputs before it', () => {
  // Answers with the texts that it was asked so far.
  const counting = `
    const texts = [];
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const { type, id, input } = JSON.parse(line);
      const hello = { type, protocol: 1, sdk: 'counting', version: '1', language: 'JavaScript', operations: ['mac'] };
      if (type === 'test') texts.push(id + ' ' + input.text);
      const answer = { id, ok: true, output: { mac: texts.join(', ') } };
      console.log(JSON.stringify(type === 'hello' ? hello : answer));
    });`;

  it('is asked after these, in the same process, and their answers do not count', async () => {
    const [first] = vectors.vectors;
    const vector = {
      ...first,
      id: 'mac/a/b',
      operation: 'mac',
      before: [{ text: 'one' }, { text: 'two' }],
      input: { text: 'three' },
      result: 'valid',
      output: { mac: 'mac/a/b#before-0 one, mac/a/b#before-1 two, mac/a/b three' },
    } as Vector;
    const command = [process.execPath, '-e', counting];
    const { results } = await runConformance({ command, vectors: { ...vectors, vectors: [vector] } });
    expect(results).toMatchObject([{ id: 'mac/a/b', status: 'passed' }]);
  });
});

describe('an adapter that does not answer', () => {
  it.each([
    ['dies', /^the adapter ended with exit code 7$/],
    ['killed-by-signal', /^the adapter ended by SIGTERM$/],
    ['leaves-a-child', /^the adapter ended with exit code 3$/],
    ['hangs', /^the adapter gave no answer within 3 s$/],
    ['rubbish', /not JSON: DEBUG signing request; stdout is for answers, print logs to stderr/],
    ['not-an-object', /not a JSON object: \[1\]/],
    ['no-verdict', /expected "ok": true with an "output" object/],
    ['no-output', /expected "ok": true with an "output" object/],
    ['wrong-id', /answered test "mac\/plain\/first" where mac\/plain\/trouble was asked/],
    ['no-id', /answered without an id where mac\/plain\/trouble was asked/],
    ['huge-line', /more than 8388608 octets/],
    ['invalid-utf-8', /not UTF-8/],
  ])('%s: fails that test, and the run goes on', async (mode, actual) => {
    const timeoutMs = mode === 'hangs' ? 3000 : 20_000;
    for (const oneShot of [false, true]) {
      const report = await run(mode, { timeoutMs, oneShot });
      expect(statusOf(report)).toEqual([
        'first passed',
        'trouble failed',
        'last passed',
        'right passed',
        'other passed',
        'none passed',
      ]);
      expect(troubleOf(report)?.failures?.[0]?.actual).toMatch(actual);
    }
  });

  it('twice: fails the test whose answer is out of order', async () => {
    const report = await run('twice');
    expect(report.results.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual(['mac/plain/last']);
    expect(report.results[2]?.failures?.[0]?.actual).toMatch(/one answer per test, in order/);
  });

  it('shows the end of its stderr, which passes through', async () => {
    let stderr = '';
    const report = await run('dies', { onStderr: (text: string) => (stderr += text) });
    expect(troubleOf(report)?.failures?.[0]?.stderr).toBe('Traceback: the SDK fell over\n');
    expect(stderr).toContain('Traceback');
  });

  it('fails the later tests if it cannot be started again, and ends the run after the third', async () => {
    const counter = join(temporaryFolder(), 'started');
    const report = await runConformance({ command: broken('dies-at-restart', counter), vectors, timeoutMs: 60_000 });
    expect(report.totals).toMatchObject({ passed: 1, failed: 4 });
    expect(report.results[2]?.failures?.[0]?.actual).toBe(
      'the adapter could not be started again: it ended with exit code 9',
    );
    expect(report.stopped).toEqual({ reason: 'the adapter could not be started again 3 times in a row', notRun: 1 });
  });
});

describe('an adapter that fails again and again', () => {
  it('is not waited for more than five times in a row', async () => {
    const report = await run('always-hangs', { timeoutMs: 1000 });
    expect(report.totals).toMatchObject({ passed: 0, failed: 5 });
    expect(report.stopped).toEqual({ reason: 'the adapter did not answer in time 5 times in a row', notRun: 1 });
  });

  it('is told to use --one-shot if it ends after each answer', async () => {
    const report = await run('ends-after-each');
    expect(report.results[1]?.failures?.[0]?.actual).toBe(
      'the adapter ended with exit code 0; one that ends after each answer needs --one-shot',
    );
    expect((await run('ends-after-each', { oneShot: true })).totals.passed).toBe(6);
  });
});

describe('a run that is ended early', () => {
  it('has the results until then, and counts the rest', async () => {
    const controller = new AbortController();
    const report = await run('hangs', {
      timeoutMs: 60_000,
      signal: controller.signal,
      onResult: () => void setImmediate(() => controller.abort('interrupted by nobody')),
    });
    expect(statusOf(report)).toEqual(['first passed']);
    expect(report.stopped).toEqual({ reason: 'interrupted by nobody', notRun: 5 });
  });
});

describe('operations of libraries', () => {
  it('are left out where the adapter does not offer them, if only offered ones are wanted', async () => {
    const report = await run('no-operations', { onlyOffered: true });
    expect(report.results.map(({ operation }) => operation)).toEqual(Array(3).fill('parse-api-key'));
  });
});

describe('an adapter that cannot be used', () => {
  it.each([
    ['dies-at-start', 'ended with exit code 1'],
    ['other-protocol', 'speaks protocol 2, not 1'],
    ['nameless', expect.stringContaining('must give sdk, version and language as strings in its hello, gave {')],
    ['operations-missing', 'must list its operations as strings in its hello, gave "mac"'],
    ['answers-hello-with-rubbish', 'printed a line that is not a JSON object: "hi"'],
  ])('%s: no run', async (mode, message) => {
    await expect(run(mode)).rejects.toMatchObject({ name: 'AdapterNotStarted', message });
    await expect(run(mode, { oneShot: true })).rejects.toMatchObject({ message });
  });

  it('is told when there is no such command', async () => {
    await expect(runConformance({ command: ['no-such-command-here'], vectors })).rejects.toThrow(
      /could not be started/,
    );
  });
});

describe('unsupported', () => {
  it('is neither passed nor failed, for the adapter and the runner alike', async () => {
    const answered = troubleOf(await run('unsupported'));
    expect(answered).toMatchObject({ status: 'unsupported', reason: 'the adapter says so' });
    const report = await run('no-operations');
    expect(report.totals).toMatchObject({ passed: 0, failed: 0, unsupported: 6 });
    expect(report.results[0]?.reason).toBe('no operation mac');
  });

  it('is a test whose feature the adapter lacks', async () => {
    const [first, ...others] = vectors.vectors;
    const needing = {
      ...vectors,
      vectors: [{ ...(first as NonNullable<typeof first>), features: ['fixed-nonce'] }, ...others],
    };
    const report = await runConformance({ command: broken('right'), vectors: needing });
    expect(report.results[0]).toMatchObject({ status: 'unsupported', reason: 'no feature fixed-nonce' });
  });
});

describe('the end of an adapter', () => {
  it('is a warning if it is not exit code 0', async () => {
    const report = await run('ends-badly');
    expect(report.totals.passed).toBe(6);
    expect(report.warnings[0]).toContain('ended with exit code 5');
  });

  it('is a failure of the test with one-shot', async () => {
    const { results } = await run('ends-badly', { oneShot: true });
    expect(results.every(({ status }) => status === 'failed')).toBe(true);
  });

  it('is waited for, but not forever', async () => {
    expect((await run('never-ends', { timeoutMs: 1000 })).warnings[0]).toContain(
      'did not end within 1 s after its stdin was closed',
    );
  });
});

describe('a refusal where a value is expected, and the reverse', () => {
  it('fails', async () => {
    expect(troubleOf(await run('refuses'))?.failures?.[0]?.actual).toBe('refused with 1: no');
    const accepting = {
      ...vectors,
      vectors: vectors.vectors.map((vector) => ({ ...vector, result: 'invalid' as const, error: {} })),
    };
    const report = await runConformance({ command: broken('right'), vectors: accepting });
    expect(report.operations['mac']).toMatchObject({ failed: 3 });
  });
});
