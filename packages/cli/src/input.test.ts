import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './program.testing.js';

const LIMIT = 131_072;
const folder = mkdtempSync(join(tmpdir(), 'ably-auth-cli-'));
const file = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
/** A capability of exactly so many bytes. */
const sized = (bytes: number) => `{"a":["*"]}${' '.repeat(bytes - 11)}`;

describe('the limit of 128 KiB', () => {
  it('lets a file, stdin and an argument of that size through', async () => {
    const text = sized(LIMIT);
    for (const [argument, stdin] of [[file('large', text)], ['-', text], [text]] as const) {
      expect((await run(['canonicalize', argument], { stdin: stdin ?? '' })).stdout).toBe('{"a":["*"]}\n');
    }
  });

  it('refuses one byte more with 40001', async () => {
    const text = sized(LIMIT + 1);
    for (const [argument, stdin] of [[file('larger', text)], ['-', text], [text]] as const) {
      const { exitCode, stdout, stderr } = await run(['canonicalize', argument], { stdin: stdin ?? '' });
      expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
      expect(stderr).toMatch(/^error: capability: over 131072 bytes\n {2}code 40001\n/);
    }
    const json = await run(['canonicalize', '--json'], { stdin: text });
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 40001, message: 'capability: over 131072 bytes' } });
  });

  it('stops reading there', async () => {
    let chunks = 0;
    const endless = {
      *[Symbol.iterator]() {
        for (;;) {
          chunks++;
          yield new Uint8Array(65_536);
        }
      },
    };
    const { exitCode } = await run(['inspect'], { stdin: endless as unknown as Uint8Array[] });
    expect(exitCode).toBe(3);
    expect(chunks).toBe(3);
  });

  it.runIf(process.platform === 'linux')('holds for an endless device', async () => {
    expect((await run(['inspect', '/dev/zero'])).exitCode).toBe(3);
  });
});

describe('what cannot be read', () => {
  it.each([
    [
      'neither JSON nor a file',
      ['canonicalize', '/no/such/file'],
      'capability: expected JSON text or a file that exists',
    ],
    ['a folder', ['canonicalize', folder], 'capability: cannot be read (EISDIR)'],
    ['UTF-16', ['canonicalize', file('utf-16', Buffer.from('\ufeff{}', 'utf16le'))], 'capability: not UTF-8 text'],
  ])('%s has exit code 3', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr.startsWith(`error: ${message}`)).toBe(true);
    const json = await run([...args, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { remediation: expect.any(String) as string } });
  });

  it.each([
    ['inspect', 'missing.json'],
    ['inspect', './missing'],
    ['inspect', '/no/such/file'],
    ['inspect', 'missing'],
    ['explain', 'missing.json'],
  ])('%s: the missing file %s is told as such', async (command, argument) => {
    const { exitCode, stderr } = await run([command, argument]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: \w+: no such file\n/);
    expect(stderr).not.toContain('missing');
  });

  it.each(['appId.opaque-token', 'appId.a/b+c=', 'eyJhbGciOiJub25lIn0.e30.'])(
    '%s is a token, not a file',
    async (token) => {
      expect((await run(['inspect', token])).exitCode).toBe(0);
    },
  );

  it.each([
    ["{'a':1}", 'got a single quote at line 1, column 2'],
    ['{\n  "ttl": 5,\n}', 'got other text at line 3, column 1'],
    ['{"ttl": 5', 'got its end at line 1, column 10'],
    ['{"ttl": s3cret}', 'got other text at line 1, column 9'],
    ['{"clientId": "alice}', 'got a quote that is not closed at line 1, column 14'],
    ['["a"] b', 'got other text at line 1, column 7'],
  ])('%j is told with the place where it stops being JSON', async (text, message) => {
    const { exitCode, stderr } = await run(['validate', 'TokenParams', text]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`error: TokenParams: expected JSON text, ${message}\n`);
    expect(stderr).not.toContain('s3cret');
  });

  it.each([
    ['canonicalize', '{"a":[}'],
    ['permits', '{"a":[}', 'a', 'publish'],
    ['intersect', '{}', '{"a":[}'],
    ['jwt', '--capability', '{"a":[}'],
  ])('%s tells where a capability stops being JSON', async (...args) => {
    const { exitCode, stderr } = await run([...args]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^error: (capability|b): expected JSON text, got other text at line 1, column 7\n {2}code 40000\n/,
    );
  });

  it('JSON text without an end is refused for its depth, however deep', async () => {
    const { exitCode, stderr } = await run(['validate', 'TokenParams', '['.repeat(120_000)]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('code 40001');
  });

  it('a token in place of a file is not quoted', async () => {
    const { stderr } = await run(['canonicalize', 'appId.secret-token']);
    expect(stderr).not.toContain('secret-token');
  });

  it('nothing at all, on a terminal', async () => {
    expect(await run(['canonicalize'], { isTTY: true, environment: { NO_COLOR: '1' } })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: capability: nothing was given; give JSON text, a file, or - for stdin\n',
    });
  });
});

it('reads a file with a byte order mark, and a pipe', async () => {
  expect((await run(['canonicalize', file('bom', '\ufeff{"a":["*"]}')])).stdout).toBe('{"a":["*"]}\n');
  const pipe = join(folder, 'pipe');
  if (spawnSync('mkfifo', [pipe]).status !== 0) return;
  const [{ stdout }] = await Promise.all([
    run(['canonicalize', pipe]),
    import('node:fs/promises').then(({ writeFile }) => writeFile(pipe, '{"a":["*"]}')),
  ]);
  expect(stdout).toBe('{"a":["*"]}\n');
});
