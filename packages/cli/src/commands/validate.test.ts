import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as validation from '@ably-auth/validation';
import type { Result } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { run } from '../program.testing.js';
import { TYPES } from '../types.js';

const validators: Readonly<Record<string, unknown>> = { ...validation };
const validatorOf = (type: string) => validators[`validate${type}`] as (value: unknown) => Result<unknown>;
const examples = fileURLToPath(new URL('../../../../schemas/examples', import.meta.url));

it('knows every type that there is a validator for', () => {
  const names = Object.keys(validation).flatMap((name) => /^validate(.+)$/.exec(name)?.[1] ?? []);
  expect([...TYPES].sort()).toEqual(names.sort());
});

describe.each(TYPES)('%s', (type) => {
  const cases = readdirSync(`${examples}/${type}`).filter((file) => file.endsWith('.json'));
  it.each(cases)('validates the example %s as the validator does', async (file) => {
    const example: unknown = JSON.parse(readFileSync(`${examples}/${type}/${file}`, 'utf8'));
    const result = validatorOf(type)(example);
    const { exitCode, stdout } = await run(['validate', type, '--json'], { stdin: JSON.stringify(example) });
    expect(exitCode).toBe(result.ok ? 0 : 1);
    expect(JSON.parse(stdout)).toEqual(result.ok ? { ok: true, type } : { ok: false, type, issues: result.issues });
  });
});

it('tells people what is wrong and where', async () => {
  expect(await run(['validate', 'TokenParams', '{"ttl":0,"clientId":""}'])).toEqual({
    exitCode: 1,
    stdout:
      '✗ TokenParams: not valid\n' +
      '  $.ttl       expected whole milliseconds from 1 to 86400000, got 0 (40003)\n' +
      '  $.clientId  expected 1 to 1024 characters without control characters, got an\n' +
      '              empty string (40012)\n',
    stderr: '',
  });
  expect((await run(['validate', 'TokenParams', '{}'])).stdout).toBe('✓ TokenParams: valid\n');
});

it('shows control characters in names as what they are', async () => {
  const { stdout } = await run(['validate', 'TokenParams', '{"\u009b2J":1}']);
  expect(stdout).toContain('\\u{9b}2J');
});

it('refuses text that names a member twice or is not JSON, and an unknown type', async () => {
  expect((await run(['validate', 'TokenParams', '{"ttl":1,"ttl":2}'])).stderr).toMatch(
    /^error: TokenParams\.ttl: expected each member once, got a second one\n {2}code 40001, path \$\.ttl\n/,
  );
  expect(await run(['validate', 'TokenParams', '{'])).toMatchObject({ exitCode: 1, stdout: '' });
  const noType = await run(['validate', 'tokenparams', '{}']);
  expect(noType.exitCode).toBe(2);
  expect(noType.stderr).toContain('Did you mean TokenParams?');
  expect((await run(['validate', 'Tokenly', '{}'])).stderr).toContain('Allowed choices are TokenRequest, ');
});

it.each([
  ['Capability', '{"a":["publich"]}'],
  ['TokenParams', '{"capability":{"a":["publich"]}}'],
  ['TokenParams', JSON.stringify({ capability: '{"a":["publich"]}' })],
  [
    'TokenRequest',
    JSON.stringify({
      keyName: 'a.b',
      capability: '{"a":["publich"]}',
      timestamp: 1_750_000_000_000,
      nonce: '0123456789abcdef',
      mac: Buffer.alloc(32).toString('base64'),
    }),
  ],
])('warns of operations that no service knows: %s %s', async (type, value) => {
  const { exitCode, stdout, stderr } = await run(['validate', type, value]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `✓ ${type}: valid\n` });
  expect(stderr).toBe('warning: the service refuses operations that it does not know: "publich"\n');
});

it('does not warn of what is not a capability', async () => {
  expect(await run(['validate', 'TokenParams', '{"capability":{"a":[]}}'])).toMatchObject({ exitCode: 1, stderr: '' });
  expect(await run(['validate', 'Capability', '[]'])).toMatchObject({ exitCode: 1, stderr: '' });
});
