import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RepoCopy } from '../../repo-copy.testing.js';
import { languages } from './index.js';

// Changes of schemas/src reach the decoder of every language by `npm run generate` alone.

type Manifest = {
  readonly toolchain: readonly { readonly command: readonly string[]; readonly needs: string }[];
  readonly build: readonly (readonly string[])[];
  readonly adapter: readonly string[];
};

const PURPOSE = `
    purpose: field(
      shape(z.string().min(2).max(4).regex(patterns.NO_COLON.regex), {
        id: 'purpose',
        expected: '2 to 4 characters without colons',
        remediation: 'Pass a purpose.',
        remediations: { maxLength: 'Shorten the purpose.' },
      }),
      { description: 'What for.', examples: ['chat'], spec: [], since: '2.2', code: 'INVALID_CLIENT_ID' },
    ).optional(),`;

let repo: RepoCopy;

beforeAll(() => {
  repo = new RepoCopy();
  const edit = (path: string, from: string, to: string) => {
    const text = repo.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    repo.write(path, text.replace(from, to));
  };
  edit('schemas/src/limits.ts', 'value: 86_400_000', 'value: 60_000');
  edit(
    'schemas/src/token-params.ts',
    "from './field.js';",
    "from './field.js';\nimport { shape } from './field.js';\nimport { patterns } from './patterns.js';",
  );
  edit(
    'schemas/src/token-params.ts',
    'clientId: field(clientId, clientIdDoc).optional(),',
    `${PURPOSE}\n    clientId: field(clientId, clientIdDoc).optional(),`,
  );
  const { status, stdout, stderr } = repo.codegen('generate');
  expect(status, `${stdout}${stderr}`).toBe(0);
});

describe.each(Object.keys(languages))('languages/%s', (name) => {
  const read = () => JSON.parse(repo.read(`languages/${name}/language.json`)) as Manifest;
  const run = ([program = '', ...args]: readonly string[], input = '') =>
    spawnSync(program, args, { cwd: join(repo.root, 'languages', name), encoding: 'utf8', input });

  it('obeys a new limit and a new member without a change by hand', ({ skip }) => {
    const { toolchain, build, adapter } = read();
    const missing = toolchain.find(({ command }) => run(command).status !== 0);
    if (missing !== undefined) skip(`not run: no ${missing.needs} on this machine`);
    for (const command of build) expect(run(command)).toMatchObject({ status: 0 });
    const answer = (params: object) => {
      const input = { key: 'appId.keyId:secret', params };
      const { stdout, stderr } = run(
        adapter,
        `${JSON.stringify({ type: 'test', id: 'a', operation: 'create-token-request', input })}\n`,
      );
      expect(stdout, stderr).not.toBe('');
      return JSON.parse(stdout) as { ok: boolean; error?: { code: number; path: string; message: string } };
    };
    expect(answer({ ttl: 60_000, purpose: 'chat' })).toMatchObject({ ok: true });
    expect(answer({ ttl: 60_001 })).toMatchObject({ ok: false, error: { code: 40003, path: '$.ttl' } });
    expect(answer({ ttl: 60_001 }).error?.message).toMatch(/60000.*60001/);
    for (const purpose of ['x', 'chats', 'a:b', 5, null, { a: ['*'] }, '']) {
      expect(answer({ purpose }), JSON.stringify(purpose)).toMatchObject({
        ok: false,
        error: { code: 40012, path: '$.purpose', message: expect.stringContaining('2 to 4 characters without colons') },
      });
    }
    expect(answer({ Purpose: 'chat' }).error?.message).toContain('did you mean purpose?');
  });
});
