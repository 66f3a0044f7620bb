import { describe, expect, it } from 'vitest';
import { runProgram, temporaryFile } from '../running-command.testing.js';

const KEY = 'appId.keyId:k3yS3cret-of-the-test==';

describe('exit code 2, and no secret in what it says', () => {
  const refused = async (args: string[], environment: Record<string, string> = {}) => {
    const { exitCode, stdout, stderr } = await runProgram(args, { environment });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toContain('k3y');
    return stderr;
  };

  it.each([
    ['an unknown option', ['--no-such-option']],
    ['a mistyped option with a key', [`--kye=${KEY}`]],
    ['an argument', [KEY]],
    ['a number that is not a port', ['--port', '65536']],
    ['a text that is not a rate', ['--rate-limit', '100']],
    ['an unknown form of log', ['--log', 'xml']],
    ['a key without a secret', ['--key', 'appId.keyId']],
    ['a key with a line end', ['--key', `${KEY}\n`]],
    ['a capability that is not valid', ['--key', `${KEY}={"a":[]}`]],
    ['a capability that is cut off', ['--key', `${KEY}={"a":["*"]`]],
    ['a key twice', ['--key', KEY, '--key', `${KEY}2`]],
    ['a Redis that is not a URL', ['--key', KEY, '--redis', 'user:k3y@localhost']],
    ['no such file', ['--config', '/no/such/file']],
    ['a folder', ['--config', '/']],
    ['a key for a file', ['--config', KEY]],
    ['a mistyped option with the URL of a Redis', ['--redsi=redis://:pa/k3y-password@localhost']],
    ['a secret that holds ={', ['--key', 'appId.keyId:s={"k3yS3cret":1}']],
    ['a secret that holds ={ and something twice', ['--key', 'appId.keyId:s={"k3y":["*"],"k3y":["*"]}']],
  ])('%s', async (_, args) => {
    await refused(args);
  });

  it.each([
    ['a comment', '{\n  // k3y\n  "keys": []\n}', 2],
    ['a comma too many', `{\n  "keys": [{ "key": "k3y", }]\n}`, 2],
    ['a cut-off file', '{\n  "keys": [\n', 2],
    ['nothing', '', 1],
    ['a mistyped literal', '{\n\n\n"keys": [{ "revocableTokens": ture }]\n}', 4],
  ])('%s in the config file says in which line', async (_, text, line) => {
    const path = temporaryFile(text);
    expect(await refused(['--config', path])).toContain(`${path}:${line}: config: expected JSON text`);
  });

  it('an invalid capability says where it begins', async () => {
    expect(await refused(['--key', `${KEY}={"a":[]}`])).toContain('--key: the capability after "=" is invalid');
    expect(await refused(['--key', 'appId={"a":["*"]}'])).toContain(
      '--key: key: expected a colon between key name and secret, got none',
    );
  });

  it('a wrong ABLY_KEY', async () => {
    expect(await refused([], { ABLY_KEY: 'k3yS3cret' })).toContain(
      'ABLY_KEY: key: expected a colon between key name and secret, got none',
    );
  });

  const sealing = { kty: 'oct', kid: 'a', k: 'A'.repeat(43) };
  it.each([
    ['config.keys: expected each member once, got a second one', '{"keys":[],"keys":[]}'],
    [
      'config.keys[0]["appId.keyId:[secret]: expected each member once, got a second one',
      `{"keys":[{"${KEY}":1,"${KEY}":2}]}`,
    ],
    ['config: must be an object', []],
    ['config: has a member that is not known', { keys: [{ key: KEY }], k3y: 1 }],
    ['config.keys: must be a list of one or more', {}],
    ['config.keys: must be a list of one or more', { keys: [] }],
    ['config.keys[1]: must be an object', { keys: [{ key: KEY }, KEY] }],
    ['config.keys[0].key: must be a string', { keys: [{ key: 1 }] }],
    ['config.keys[0]: key: expected a colon between key name and secret, got none', { keys: [{ key: 'k3yS3cret' }] }],
    [
      'config.keys[0]: capability["a"]: expected a list of 1 to 64 operations, got an empty list',
      { keys: [{ key: KEY, capability: { a: [] } }] },
    ],
    ['config.keys[0]: capability', { keys: [{ key: KEY, capability: 7 }] }],
    ['config.keys[0].revocableTokens: must be true or false', { keys: [{ key: KEY, revocableTokens: 'yes' }] }],
    ['config.sealingKeys: must be a list', { keys: [{ key: KEY }], sealingKeys: sealing }],
    [
      'config.sealingKeys[0]: expected a JSON Web Key',
      { keys: [{ key: KEY }], sealingKeys: [{ ...sealing, k: 'k3y' }] },
    ],
    ['config.sealingKeys[1]: kid', { keys: [{ key: KEY }], sealingKeys: [sealing, { ...sealing, kid: '' }] }],
    [
      'config.sealingKeys[2].kid: an earlier sealing key has the same',
      { keys: [{ key: KEY }], sealingKeys: [{ ...sealing, kid: 'b' }, sealing, { ...sealing, k: 'E'.repeat(43) }] },
    ],
  ])('%s', async (message, config) => {
    const path = temporaryFile(config);
    expect(await refused(['--config', path])).toContain(`${path}: ${message}`);
  });
});
