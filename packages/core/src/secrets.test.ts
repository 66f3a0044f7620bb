import { inspect } from 'node:util';
import type { TokenParams } from '@ably-auth/validation';
import { describe, expect, it, vi } from 'vitest';
import * as core from './index.js';
import * as sync from './sync.js';

// No error, log or inspection holds the secret, in any error and wherever a caller puts the key by mistake.

const SECRET = 'sEcReTsEcReT0123';
const key = `appId.keyId:${SECRET}`;

/** Everything that a value shows to somebody who prints it, its causes and its stack too. */
function shown(value: unknown): string {
  const views = [
    inspect(value, { showHidden: true, depth: Infinity, getters: true }),
    inspect(value, { showHidden: true, depth: Infinity, customInspect: false }),
    inspect(value),
    String(value),
    JSON.stringify(value) ?? '',
  ];
  if (value instanceof Error) {
    views.push(value.message, value.stack ?? '', JSON.stringify(value, Object.getOwnPropertyNames(value)));
    if (value.cause !== undefined) views.push(shown(value.cause));
  }
  return views.join('\n');
}

const good = sync.createTokenRequest({ clientId: 'alice' }, { key });
const misplaced = (name: string) => ({ ...good, [name]: key });

const calls: Record<string, () => unknown> = {
  'parseApiKey: line end': () => sync.parseApiKey(`${key}\n`),
  'parseApiKey: no name': () => sync.parseApiKey(SECRET),
  'parseApiKey: empty name': () => sync.parseApiKey(`:${SECRET}`),
  'parseApiKey: name without a dot': () => sync.parseApiKey(`appId:${SECRET}`),
  'parseApiKey: the secret as name': () => sync.parseApiKey(`${SECRET}:keyId`),
  'parseApiKey: parts in another order': () => sync.parseApiKey(`${SECRET}.a.b:c`),
  'parseApiKey: not ASCII': () => sync.parseApiKey(`${key}é`),
  'parseApiKey: too long': () => sync.parseApiKey(`${key}${SECRET.repeat(20)}`),
  'parseApiKey: long name': () => sync.parseApiKey(`${SECRET.repeat(20)}.b:c`),
  'parseApiKey: an object': () => sync.parseApiKey({ key } as unknown as string),
  'parseApiKey: a list': () => sync.parseApiKey([key] as unknown as string),
  'computeMac: no text': () => sync.computeMac(undefined as unknown as string, SECRET),
  'computeMac: the secret in a list': () => sync.computeMac('t', [SECRET] as unknown as string),
  'computeMac, asynchronous': () => core.computeMac(undefined as unknown as string, SECRET),
  'signText: the key as text': () => sync.signText(key as unknown as object),
  'signText: the key as keyName, with a line end': () => sync.signText({ ...good, keyName: `${key}\n` }),
  'signText: the key as clientId, with a line end': () => sync.signText({ ...good, clientId: `${key}\n` }),
  'signText: the key as capability, with a line end': () => sync.signText({ ...good, capability: `${key}\n` }),
  'signText: the key as ttl': () => sync.signText({ ...good, ttl: key as unknown as number }),
  'create: the key as options': () => sync.createTokenRequest({}, key as unknown as { key: string }),
  'create: the key in a list': () => sync.createTokenRequest({}, { key: [key] as unknown as string }),
  'create: a bad key': () => sync.createTokenRequest({}, { key: `${key}\n` }),
  'create: the key as params': () => sync.createTokenRequest(key as unknown as TokenParams, { key }),
  'create: bad params': () => sync.createTokenRequest({ ttl: 0 }, { key }),
  'create: bad now': () => sync.createTokenRequest({}, { key, now: () => key as unknown as number }),
  'create: bad nonce': () => sync.createTokenRequest({}, { key, nonce: () => `${key}\n` }),
  'create, asynchronous: bad params': () => core.createTokenRequest({ ttl: 0 }, { key }),
  'create, asynchronous: bad key': () => core.createTokenRequest({}, { key: `${key}\n` }),
  'read: the key as text': () => sync.readTokenRequest(key),
  'read: the key as JSON text': () => sync.readTokenRequest(JSON.stringify(key)),
  'read: the key in broken JSON': () => sync.readTokenRequest(`{"keyName":"${key}"`),
  'read: the key in JSON with a duplicate': () => sync.readTokenRequest(`{"keyName":"${key}","keyName":"${key}"}`),
  'readDetails: the key as text': () => sync.readTokenDetails(key),
  'readDetails: the key as expires': () => sync.readTokenDetails({ token: 't', expires: key }),
  'verify: another secret': () => sync.verifyTokenRequest(good, { key: `${key}x` }),
  'verify: another key': () => sync.verifyTokenRequest(good, { key: `a.b:${SECRET}` }),
  'verify: a stale request': () => sync.verifyTokenRequest(good, { key, now: () => 0 }),
  'verify: a bad key': () => sync.verifyTokenRequest(good, { key: `${key}\n` }),
  'verify: a lookup without key': () => sync.verifyTokenRequest(good, { key: () => undefined }),
  'verify: a lookup with a bad key': () => sync.verifyTokenRequest(good, { key: () => `${key}\n` }),
  'verify: a lookup with the secret alone': () => sync.verifyTokenRequest(good, { key: () => SECRET }),
  'verify: bad now': () => sync.verifyTokenRequest(good, { key, now: () => key as unknown as number }),
  'verify, asynchronous: another secret': () => core.verifyTokenRequest(good, { key: `${key}x` }),
  'verify, asynchronous: a lookup with a bad key': () => core.verifyTokenRequest(good, { key: async () => `${key}\n` }),
  'signer: a bad key': () => sync.createSigner(`${key}\n`),
  'signer: the key as option': () => sync.createSigner(key, { now: key as unknown as () => number }),
  'signer: bad params': () => sync.createSigner(key).createTokenRequest({ clientId: '' }),
  'signer: another request': () => core.createSigner(key).verifyTokenRequest({ ...good, ttl: 5 }),
};

for (const name of Object.keys({ ...good, ttl: 0, capability: '' })) {
  calls[`read: the key as ${name}`] = () => sync.readTokenRequest({ ...good, [name]: [key] });
  calls[`verify: the key as ${name}`] = () => sync.verifyTokenRequest(misplaced(name), { key, now: () => 0 });
  calls[`create: the key as ${name}`] = () => sync.createTokenRequest({ [name]: `${key}\n` }, { key });
}

describe('the secret', () => {
  it.each(Object.entries(calls))('is in no error: %s', async (_, call) => {
    const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const error: unknown = await Promise.resolve()
      .then(call)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    const logged = written.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))).join('');
    for (const spy of written) spy.mockRestore();
    expect(error).toBeInstanceOf(Error);
    expect(shown(error)).not.toContain(SECRET);
    expect(logged).not.toContain(SECRET);
  });

  it.each([
    ['ApiKey', sync.parseApiKey(key)],
    ['Signer', core.createSigner(key)],
    ['Signer, synchronous', sync.createSigner(key, { now: () => 5 })],
    ['TokenRequest', good],
  ])('is not seen in %s', async (_, value) => {
    if ('verifyTokenRequest' in value) await value.createTokenRequest(); // the key is imported by now
    expect(shown(value)).not.toContain(SECRET);
    expect(shown(Object.assign({}, value))).not.toContain(SECRET);
    expect(shown([value])).not.toContain(SECRET);
  });

  it('would be seen by this test if it were there', () => {
    expect(shown(new Error('e', { cause: { hidden: SECRET } }))).toContain(SECRET);
    expect(shown(Object.defineProperty({}, 'hidden', { value: SECRET }))).toContain(SECRET);
  });
});
