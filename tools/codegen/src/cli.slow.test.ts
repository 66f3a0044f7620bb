import { beforeAll, describe, expect, it } from 'vitest';
import type { Difference } from './check.js';
import { languages } from './emit/languages/index.js';
import { RepoCopy } from './repo-copy.testing.js';

const TOKEN_REQUEST = 'schemas/src/token-request.ts';
const UNSIGNED = 'export const UnsignedTokenRequest = z\n  .object({';
const DESCRIPTION = 'HMAC-SHA-256 of the sign text with the key secret.';

let repo: RepoCopy;
/** What is committed. */
let committed: Map<string, string>;

beforeAll(() => {
  repo = new RepoCopy();
  committed = repo.generated();
});

describe('npm run generate', () => {
  it('makes every committed file again, byte for byte, and says so', () => {
    repo.removeGenerated();
    const { status, stdout } = repo.codegen('generate');
    expect(status).toBe(0);
    expect(repo.generated()).toEqual(committed);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^schema +output +bytes +state +time$/);
    for (const path of committed.keys()) expect(stdout).toMatch(new RegExp(` ${path} +\\d+ +written +[\\d.]+ ms`));
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^${committed.size} outputs, \\d+ bytes: ${committed.size} written, 0 unchanged, 0 removed, in [\\d.]+ s$`,
      ),
    );
  });

  it('leaves them unchanged the second time, and reports in JSON', () => {
    const { status, stdout } = repo.codegen('generate', '--json');
    const report = JSON.parse(stdout) as { outputs: Record<string, unknown>[]; removed: unknown; totalMs: unknown };
    expect(status).toBe(0);
    expect(report).toMatchObject({ removed: [], totalMs: expect.any(Number) });
    expect(new Set(report.outputs.map(({ path }) => path))).toEqual(new Set(committed.keys()));
    expect(new Set(report.outputs.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    expect(report.outputs.find(({ path }) => path === 'schemas/json/ApiKey.json')).toEqual({
      path: 'schemas/json/ApiKey.json',
      subject: 'ApiKey',
      emitter: 'JSON Schema',
      ms: expect.any(Number),
      bytes: Buffer.byteLength(committed.get('schemas/json/ApiKey.json') ?? ''),
      state: 'unchanged',
    });
  });

  it('writes one type alone', () => {
    repo.write('schemas/json/TokenRequest.json', 'edited');
    repo.write('schemas/json/ApiKey.json', 'edited');
    const { status, stdout } = repo.codegen('--only', 'TokenRequest');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^4 outputs, \d+ bytes: 1 written, 3 unchanged, 0 removed/m);
    expect(repo.read('schemas/json/TokenRequest.json')).toBe(committed.get('schemas/json/TokenRequest.json'));
    expect(repo.read('schemas/json/ApiKey.json')).toBe('edited');
    repo.codegen('generate');
    expect(repo.generated()).toEqual(committed);
  });
});

describe('npm run check', () => {
  it('says that all is up to date', () => {
    expect(repo.codegen('check')).toEqual({ status: 0, stdout: 'generated files: up to date\n', stderr: '' });
  });

  it('fails after a description was edited, until generate has run', () => {
    repo.withEdit(TOKEN_REQUEST, DESCRIPTION, 'Another description.', () => {
      const { status, stdout } = repo.codegen('check');
      expect(status).toBe(1);
      const named = stdout.match(/^\S+(?=:\d+ is out of date$)/gm);
      const ofLanguages = named?.filter((path) => path.startsWith('languages/')) ?? [];
      expect(ofLanguages.map((path) => path.split('/')[1])).toEqual(Object.keys(languages));
      expect(named?.filter((path) => !ofLanguages.includes(path)).sort()).toEqual([
        'docs/reference/TokenRequest.md',
        'docs/reference/openapi.json',
        'packages/validation/src/gen/types/token-request.ts',
        'schemas/json/TokenRequest.json',
        'schemas/json/registry.json',
      ]);
      expect(stdout).toContain('Another description.');
      expect(stdout).toMatch(/\nfix with: npm run generate\n$/);
      expect(repo.generated()).toEqual(committed);

      expect(repo.codegen('generate').stdout).toContain(`: ${named?.length} written, `);
      expect(repo.codegen('check').status).toBe(0);
    });
    repo.codegen('generate');
    expect(repo.generated()).toEqual(committed);
  });

  it('names the line that somebody edited in a generated file, and a file that nothing generates', () => {
    const path = 'packages/validation/src/gen/limits.ts';
    const [first, second, ...rest] = (committed.get(path) ?? '').split('\n');
    repo.write(path, [first, `${second} edited`, ...rest].join('\n'));
    repo.write('docs/reference/Old.md', 'old\n');
    const { status, stdout } = repo.codegen('check');
    expect(status).toBe(1);
    expect(stdout).toContain(`${path}:2 is out of date\n  committed: ${second} edited\n  generated: ${second}\n`);
    expect(stdout).toContain('docs/reference/Old.md:1 is out of date\n  committed: old\n');

    const asJson = repo.codegen('check', '--json');
    expect(asJson.status).toBe(1);
    expect((JSON.parse(asJson.stdout) as Difference[]).map(({ path: file, line }) => [file, line])).toEqual([
      [path, 2],
      ['docs/reference/Old.md', 1],
    ]);

    expect(repo.codegen('generate').stdout).toContain('removed docs/reference/Old.md');
    expect(repo.generated()).toEqual(committed);
  });
});

describe('a schema that cannot be generated', () => {
  const more = (schema: string) =>
    `more: field(${schema}, { description: 'd', examples: [], spec: [], since: '1.0' }),`;

  it.each([
    [
      'a construct on which the converters differ',
      more("z.union([z.literal('a'), z.literal('b')])"),
      'the converters differ at $.properties.more.',
    ],
    ['a construct that only zod 4 has', more('z.int()'), 'it does not load under zod/v3: TypeError: '],
    ['a construct that is not JSON', more('z.date()'), 'zod 4 cannot convert UnsignedTokenRequest: Date cannot be'],
    ['a rule without words', more('z.boolean()'), 'UnsignedTokenRequest/properties/more: its rules have no words'],
  ])('for %s stops with the file and the reason, and nothing is written', (_, member, reason) => {
    repo.withEdit(TOKEN_REQUEST, UNSIGNED, `${UNSIGNED}\n  ${member}`, () => {
      // A file that another run would fix shows that this one writes nothing at all.
      repo.withEdit('schemas/json/ApiKey.json', '"ApiKey"', '"Edited"', () => {
        const before = repo.generated();
        const { status, stdout, stderr } = repo.codegen('generate');
        expect(stderr).toContain(`${TOKEN_REQUEST}: ${reason}`);
        expect(stderr).toMatch(/\nNothing was written\.\n$/);
        expect([status, stdout]).toEqual([1, '']);
        expect(repo.generated()).toEqual(before);
      });
    });
  });

  it('for a broken example stops with its name', () => {
    const path = 'schemas/examples/TokenRequest/all.json';
    repo.withEdit(path, '"valid": true', '"valid": maybe', () => {
      const { status, stderr } = repo.codegen('generate');
      expect([status, stderr.split('\n').at(-2)]).toEqual([1, 'Nothing was written.']);
      expect(stderr).toContain(`${path}: not JSON: `);
      expect(repo.generated()).toEqual(committed);
    });
  });
});

describe('the command line', () => {
  it('prints its help', () => {
    const help = repo.codegen('--help');
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toMatch(
      /Usage: npm run generate --[^]*generate[^]*check[^]*Exit codes: 0 done, 1 .*, 2 wrong usage\./,
    );
    expect(repo.codegen('generate', '--help').stdout).toMatch(/--only <Type>[^]*--json/);
  });

  it.each([
    [['--only', 'NoSuchType'], /argument 'NoSuchType' is invalid.*TokenRequest/],
    [['--only'], /argument missing/],
    [['--all'], /unknown option '--all'/],
    [['check', '--only', 'ApiKey'], /unknown option '--only'/],
    [['repair'], /too many arguments/],
  ])('ends with exit code 2 for %j', (args, message) => {
    const { status, stdout, stderr } = repo.codegen(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('the generated TypeScript', () => {
  it('compiles under the strictest flags, and only types are erased from it', () => {
    expect(repo.build('packages/validation')).toEqual({ status: 0, stdout: '', stderr: '' });
    const path = 'packages/validation/src/gen/operations.ts';
    repo.withEdit(path, 'export type', 'export enum Kind { A }\nexport type', () => {
      const { status, stdout } = repo.build('packages/validation');
      expect(status).not.toBe(0);
      expect(stdout).toContain('TS1294'); // erasableSyntaxOnly
    });
  });
});
