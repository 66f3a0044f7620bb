import { describe, expect, it } from 'vitest';
import { run } from '../program.testing.js';

const PLAIN = '{"chat:*":["publish"]}';

describe('canonicalize', () => {
  it.each([
    ['an argument', '{"b":["subscribe","publish"], "a":["*"]}', ''],
    ['stdin', '-', '{"b":["subscribe","publish"],\n "a":["*"]}\n'],
  ])('prints the canonical text of %s', async (_, argument, stdin) => {
    const { exitCode, stdout, stderr } = await run(['canonicalize', argument], { stdin });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '{"a":["*"],"b":["publish","subscribe"]}\n',
      stderr: '',
    });
  });

  it('--json tells whether it was canonical, line end or not', async () => {
    const { stdout } = await run(['canonicalize', '--json'], { stdin: '{"a":["dance"]}\n' });
    expect(JSON.parse(stdout)).toEqual({
      capability: '{"a":["dance"]}',
      wasCanonical: true,
      unknownOperations: ['dance'],
    });
    const changed = await run(['canonicalize', '--json', '{"a": ["*"]}']);
    expect(JSON.parse(changed.stdout)).toMatchObject({ wasCanonical: false });
  });

  it('warns of operations that no service knows', async () => {
    expect((await run(['canonicalize', '{"a":["dance"]}'])).stderr).toBe(
      'warning: the service refuses operations that it does not know: "dance"\n',
    );
  });

  it('refuses what is not a capability, with place, code and advice', async () => {
    const { exitCode, stdout, stderr } = await run(['canonicalize', '{"a":["*","publish"]}']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: capability\["a"\]: expected "\*" to be the only operation.*\n {2}code 40000, path \$\["a"\]\n {2}List "\*" alone/,
    );
  });

  it('refuses it as JSON on stdout with --json', async () => {
    const { exitCode, stdout, stderr } = await run(['canonicalize', '--json', '{"a":[]}']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: 40000,
        statusCode: 400,
        path: '$["a"]',
        message: 'capability["a"]: expected a list of 1 to 64 operations, got an empty list',
      },
    });
  });
});

describe('permits', () => {
  it('tells which entries grant it', async () => {
    const granted = await run(['permits', '{"chat:*":["publish"],"chat:room":["*"]}', 'chat:room', 'publish']);
    expect(granted).toMatchObject({ exitCode: 0, stdout: 'yes, by "chat:*", "chat:room"\n' });
    const json = await run(['permits', '--json', PLAIN, 'chat:room', 'publish']);
    expect(JSON.parse(json.stdout)).toEqual({ permitted: true, by: ['chat:*'] });
  });

  it('says no with exit code 1', async () => {
    expect(await run(['permits', PLAIN, 'chat:room', 'history'])).toEqual({ exitCode: 1, stdout: 'no\n', stderr: '' });
    const json = await run(['permits', '--json', PLAIN, 'news', 'publish']);
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({ permitted: false, by: [] });
  });

  it('warns of an operation that no service knows', async () => {
    expect((await run(['permits', PLAIN, 'chat:room', 'Publish'])).stderr).toContain('"Publish"');
  });
});

describe('intersect', () => {
  it('prints what both permit', async () => {
    const args = ['intersect', '{"chat:*":["*"]}', '{"chat:a":["publish"],"news":["history"]}'];
    expect(await run(args)).toEqual({ exitCode: 0, stdout: '{"chat:a":["publish"]}\n', stderr: '' });
    expect(JSON.parse((await run([...args, '--json'])).stdout)).toEqual({
      capability: '{"chat:a":["publish"]}',
      empty: false,
    });
  });

  it('warns of operations that no service knows, of either', async () => {
    expect(await run(['intersect', '{"a":["publich"]}', '{"a":["*"],"b":["dance","publich"]}'])).toEqual({
      exitCode: 0,
      stdout: '{"a":["publich"]}\n',
      stderr: 'warning: the service refuses operations that it does not know: "publich", "dance"\n',
    });
  });

  it('has exit code 1 for nothing', async () => {
    const args = ['intersect', '{"a":["*"]}', '{"b":["*"]}'];
    expect(await run(args)).toEqual({ exitCode: 1, stdout: '{}\n', stderr: '' });
  });

  it('takes one of both from stdin, but not both', async () => {
    expect((await run(['intersect', '-', '{"a":["*"]}'], { stdin: '{"a":["publish"]}' })).stdout).toBe(
      '{"a":["publish"]}\n',
    );
    const both = await run(['intersect', '-', '-'], { stdin: PLAIN });
    expect(both).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: b: stdin was read already, and can be given once\n',
    });
  });
});
