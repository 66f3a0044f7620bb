import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { compiledCopy } from '@ably-auth/release/working-copy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SNAPSHOTS } from './read-surface.js';

// What `npm run check` asks of a change, before and after the first publish, in a repository made for it.

const SCHEMA = 'schemas/json/TokenParams.json';
const copy = mkdtempSync(join(tmpdir(), 'ably-auth-published-'));
afterAll(() => rmSync(copy, { recursive: true }));

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], { cwd: copy, stdio: 'ignore' });
const breaking = (...args: string[]) => {
  const cli = join(copy, 'tools/breaking/dist/cli.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: copy, encoding: 'utf8' });
  return { status, stderr };
};
const edit = (change: (schema: { $id: string; properties: { ttl: { maximum: number } } }) => void) => {
  const schema = JSON.parse(readFileSync(join(copy, SCHEMA), 'utf8')) as Parameters<typeof change>[0];
  change(schema);
  writeFileSync(join(copy, SCHEMA), JSON.stringify(schema));
};

beforeAll(() => {
  compiledCopy(ROOT, copy);
  for (const tool of ['codegen', 'checks', 'release', 'breaking'])
    cpSync(join(ROOT, 'tools', tool, 'dist'), join(copy, 'tools', tool, 'dist'), { recursive: true });
  symlinkSync(join(ROOT, 'tools/breaking/node_modules'), join(copy, 'tools/breaking/node_modules'));
  for (const file of readdirSync(join(copy, '.changeset')))
    if (file.endsWith('.md')) rmSync(join(copy, '.changeset', file));
  for (const file of readdirSync(join(copy, SNAPSHOTS)))
    if (file.endsWith('.json')) rmSync(join(copy, SNAPSHOTS, file));
  breaking('--snapshot', 'v1-draft');
  git('init', '--quiet');
  // `.gitignore` leaves out folders of this name, but not the links that stand for them here.
  writeFileSync(join(copy, '.git/info/exclude'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Start');
});

it('asks for a changeset before the first publish, and for a new $id as well after it', () => {
  expect(breaking('--check')).toEqual({ status: 0, stderr: '' });

  edit(({ properties }) => (properties.ttl.maximum -= 1));
  expect(breaking('--check')).toEqual({ status: 1, stderr: 'no changeset says what changed: npm run changeset\n' });
  writeFileSync(join(copy, '.changeset/a.md'), '---\n"@ably-auth/core": minor\n---\n\nA shorter ttl.\n');
  expect(breaking('--check')).toEqual({ status: 0, stderr: '' });

  expect(breaking('--snapshot', 'v1').status).toBe(0);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Release');
  git('tag', 'v1.0.0');
  expect(breaking('--check')).toEqual({ status: 0, stderr: '' });

  edit(({ properties }) => (properties.ttl.maximum += 1));
  expect(breaking('--check'), 'a wider limit').toEqual({ status: 0, stderr: '' });
  edit(({ properties }) => (properties.ttl.maximum -= 2));
  expect(breaking('--check')).toEqual({ status: 1, stderr: 'TokenParams: breaks v1, and needs a new $id\n' });
  expect(breaking('--check', '--against', 'v1.0.0')).toEqual({
    status: 1,
    stderr: 'TokenParams: breaks v1.0.0, and needs a new $id\n',
  });

  edit((schema) => (schema.$id = schema.$id.replace(/.$/, '2')));
  expect(breaking('--check')).toEqual({ status: 0, stderr: '' });
});
