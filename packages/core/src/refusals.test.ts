import { createHmac } from 'node:crypto';
import { AblyAuthError } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { parseApiKey } from './api-key.js';
import { readUnsignedTokenRequest } from './read.js';
import { signText } from './sign-text.js';
import { computeMac, createTokenRequest, isTokenExpired, verifyTokenRequest } from './index.js';

// Where each refusal says that the issue is, and in which words.

const key = 'a.b:s';
const nonce = 'n'.repeat(16);
const valid = { keyName: 'a.b', timestamp: 1000, nonce };

/** A request with the right MAC, also where its members are not valid. */
function signed(members: Record<string, string | number>): Record<string, string | number> {
  const request: Record<string, string | number> = { ...valid, ...members };
  const text = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce']
    .map((name) => `${request[name] ?? ''}\n`)
    .join('');
  return { ...request, mac: createHmac('sha256', 's').update(text).digest('base64') };
}

const verify = (request: object, time = 1000) => verifyTokenRequest(request, { key, now: () => time });
const capability = '{"a":["*"]}';
const late = 1000 + 120_001;
const NAME = 'expected a key name appId.keyId of at most 128 letters, digits, "_" and "-", with one dot';
const SECRET = 'expected a secret of 1 to 256 characters from U+0021 to U+007E';
const CAPABILITY = 'expected an object of resource names to lists of operations, or its JSON text';
const CURRENT = 'expected a timestamp close to the clock of the service';

type Call = () => unknown;
type Case = readonly [call: Call, message: string, ...issues: string[]];

const CASES: Readonly<Record<string, Case>> = {
  'a key with white space': [
    () => parseApiKey(' a.b:s'),
    'key: expected an API key without white space around it, got white space or a line end around it',
    '$ pattern',
  ],
  'a key without a colon': [
    () => parseApiKey('ab'),
    'key: expected a colon between key name and secret, got none',
    '$ pattern',
  ],
  'a key name without a dot': [() => parseApiKey('ab:s'), `key: ${NAME}, got 0 dots`, '$ pattern'],
  'a key name with another character': [() => parseApiKey('a!.b:s'), `key: ${NAME}, got other characters`, '$ pattern'],
  'a key name of 129 characters': [
    () => parseApiKey(`${'a'.repeat(127)}.b:s`),
    `key: ${NAME}, got 129 characters`,
    '$ maxLength',
  ],
  'the secret after a key name of 128 characters': [
    () => parseApiKey(`${'a'.repeat(126)}.b:é`),
    `key: ${SECRET}, got other characters`,
    '$ pattern',
  ],
  'a secret of 257 characters': [
    () => parseApiKey(`a.b:${'s'.repeat(257)}`),
    `key: ${SECRET}, got 257 characters`,
    '$ pattern',
  ],
  'another character in a secret of 256': [
    () => parseApiKey(`a.b:${'é'.repeat(256)}`),
    `key: ${SECRET}, got other characters`,
    '$ pattern',
  ],
  'a MAC of another type': [
    () => verify({ ...valid, mac: 7 }),
    'TokenRequest.mac: expected the padded standard base64 of 32 bytes, got 7',
    '$.mac type',
  ],
  'a MAC in another form': [
    () => verify({ ...valid, mac: 'x' }),
    'TokenRequest.mac: expected the MAC of this request, got another one',
    '$.mac const',
  ],
  'a key of another name': [() => verify(signed({ keyName: 'a.c' })), 'TokenRequest.keyName: no such key', '$.keyName'],
  'the capability null, of a request that came too late': [
    () => verify(signed({ capability: 'null' }), late),
    `TokenRequest.capability: ${CAPABILITY}, got null`,
    '$.capability type',
  ],
  'a timestamp behind the clock': [
    () => verify(signed({}), late),
    `TokenRequest.timestamp: ${CURRENT}, got 120001 ms behind it, with 120000 ms allowed`,
    '$.timestamp minimum',
  ],
  'a timestamp ahead of the clock, beside a capability': [
    () => verify(signed({ capability, timestamp: late }), 1000),
    `TokenRequest.timestamp: ${CURRENT}, got 120001 ms ahead of it, with 120000 ms allowed`,
    '$.timestamp maximum',
  ],
  'fields that cannot be signed': [
    () => signText({ keyName: 7, ttl: 'x', nonce: 'a\n' } as never),
    'request.keyName: expected a key name, appId.keyId, got a number',
    '$.keyName type',
    '$.ttl type',
    '$.nonce pattern',
  ],
  'a nonce of the nonce option': [
    () => createTokenRequest({}, { key, nonce: () => 'short' }),
    'TokenParams.nonce: expected 16 to 256 characters without control characters, got 5 characters',
    '$.nonce minLength',
  ],
  'another type in an unsigned request': [
    () => readUnsignedTokenRequest({ keyName: 7, timestamp: '1000' }),
    'TokenRequest.keyName: expected a key name, appId.keyId, got 7',
    '$.keyName type',
  ],
};

/** What a call throws, at once or later. */
async function thrown(call: Call): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('the call was accepted');
}

describe('the error of', () => {
  it.each(Object.entries(CASES))('%s says where and what', async (_, [call, message, ...issues]) => {
    const error = (await thrown(call)) as AblyAuthError;
    expect(error).toBeInstanceOf(AblyAuthError);
    expect(error.message).toBe(message);
    expect(error.path).toBe(issues[0]?.split(' ')[0]);
    if (error.issues !== undefined)
      expect(error.issues.map(({ path, keyword }) => `${path} ${keyword}`)).toEqual(issues);
  });

  it.each<[string, Call]>([
    ['text: expected a string', () => computeMac(7 as never, 's')],
    ['request: expected an object', () => signText(null as never)],
    ['details: expected an object', () => isTokenExpired(null as never)],
    ['now: expected a function', () => createTokenRequest({}, { key, now: 7 } as never)],
    ['nonce: expected a function', () => createTokenRequest({}, { key, nonce: 7 } as never)],
    ['maxSkewMs: expected whole milliseconds', () => verifyTokenRequest({}, { key, maxSkewMs: -1 })],
  ])('a wrong call says "%s"', async (message, call) => {
    const error = (await thrown(call)) as TypeError;
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(message);
  });
});

it('asks neither clock nor randomness for params that are refused', async () => {
  const asked: string[] = [];
  const options = { key, now: () => asked.push('now'), nonce: () => `${asked.push('nonce')}` };
  await expect(createTokenRequest({ ttl: 0 }, options)).rejects.toMatchObject({ issues: [{ path: '$.ttl' }] });
  expect(asked).toEqual([]);
});

it('reads an unsigned request whose time is text', () => {
  expect(readUnsignedTokenRequest({ keyName: 'a.b', timestamp: '1000' }).value).toEqual({
    keyName: 'a.b',
    timestamp: 1000,
  });
});
