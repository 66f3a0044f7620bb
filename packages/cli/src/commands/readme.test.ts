import { exec, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startCommand } from '../running-command.testing.js';

// What the README shows of the token service.

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

it.skipIf(!hasCurl)(`the README obtains a token${hasCurl ? '' : ' (not run: no curl)'}`, async () => {
  const [, start = '', curl = ''] = /```sh\nnpx ably-auth serve (.*)\n(curl .*)\n```/.exec(README) ?? [];
  const { stdout: args } = await promisify(exec)(`printf '%s\\n' ${start}`);
  const command = await startCommand(args.trim().split('\n'));
  const { stdout } = await promisify(exec)(`${curl.replace('http://127.0.0.1:8080', command.url)} -s`);
  const [, shown = ''] = /```json\n(\{\n {2}"token".*?)```/s.exec(README) ?? [];
  const [details, expected] = [JSON.parse(stdout), JSON.parse(shown)] as [
    Record<string, string>,
    Record<string, string>,
  ];
  expect(Object.keys(details)).toEqual(Object.keys(expected));
  expect(details).toMatchObject({ keyName: expected['keyName'], capability: expected['capability'] });
});

it('the README lists every option of the command', async () => {
  const { addServiceOptions } = await import('../serve/service-options.js');
  const { Command } = await import('commander');
  const [, table = ''] = /## Run a token service\n(.*?)\n## /s.exec(README) ?? [];
  for (const { long } of addServiceOptions(new Command()).options) expect(table).toContain(`\`${long}`);
});
