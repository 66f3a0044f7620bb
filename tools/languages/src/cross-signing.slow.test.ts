import { fileURLToPath } from 'node:url';
import { openAdapter, type Adapter, type JsonObject } from '@ably-auth/conformance';
import { createSandbox } from '@ably-auth/sandbox';
import { createTokenService } from '@ably-auth/server';
import { listen } from '@ably-auth/server/node';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingOf, runAll } from './commands.js';
import { readLanguages } from './language.js';

// What one language signs, every other one verifies: the same texts and the same MAC, of names that languages sort and
// escape differently.

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const KEY = 'appId.keyId:s3cret/+=:~!';
const NOW = 1_750_000_000_000;
const RUNS = 100;

const typescript = {
  name: 'TypeScript',
  adapter: [process.execPath, 'packages/conformance/dist/reference-adapter.js'],
  folder: ROOT,
};
const others = readLanguages(`${ROOT}/languages`).filter((language) => missingOf(language) === undefined);
const signers: { readonly name: string; readonly adapter: Adapter }[] = [];

beforeAll(async () => {
  for (const { build, folder } of others) await runAll(build, folder);
  for (const { name, adapter: command, folder } of [typescript, ...others]) {
    const adapter = openAdapter(command, { cwd: folder, timeoutMs: 60_000 });
    await adapter.hello();
    signers.push({ name, adapter });
  }
});
afterAll(() => Promise.all(signers.map(({ adapter }) => adapter.close())));

/** Characters and names that an order, an escape or a number gets wrong. */
const character = fc.oneof(
  fc.constantFrom(...Array.from('aAzZ09-_:*/"\\<>&\'+=é\u0301ﬀ\uffee😀𐀀\ue000\u2028\u0085\u007f ')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const name = fc.oneof(
  fc.string({ unit: character, minLength: 1, maxLength: 12 }),
  fc.constantFrom('10', '9', '-1', '01', '4294967295', '1e3', '__proto__', 'constructor', '[meta]a', 'a:*'),
);
const operation = name.filter((text) => text !== '*');
const capability = fc.dictionary(name, fc.uniqueArray(operation, { minLength: 1, maxLength: 4 }), {
  minKeys: 1,
  maxKeys: 6,
  noNullPrototype: true,
});
const clientId = name.map((text) => text.replaceAll(/[\0-\x1f\x7f]/g, '.'));
const params = fc.record(
  { ttl: fc.integer({ min: 1, max: 86_400 }).map((seconds) => seconds * 1000), capability, clientId },
  { requiredKeys: ['capability'] },
) as fc.Arbitrary<JsonObject>;

async function ask(adapter: Adapter, operationName: string, input: JsonObject): Promise<JsonObject> {
  const reply = await adapter.ask({ id: 'cross', operation: operationName, input });
  if (!('ok' in reply) || !reply.ok) throw new Error(`${operationName}: ${JSON.stringify(reply)}`);
  return reply.output;
}

/** The members in one order: a language may answer them in its own. */
function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe(['TypeScript', ...others.map((language) => language.name)].join(', '), () => {
  it('sign the same TokenRequest, byte for byte, and each verifies it', async () => {
    await fc.assert(
      fc.asyncProperty(params, async (asked) => {
        const input = { key: KEY, params: asked, now: NOW, nonce: '0123456789abcdef' };
        const texts: string[] = [];
        for (const { adapter } of signers) {
          const { request } = await ask(adapter, 'create-token-request', input);
          texts.push(JSON.stringify(request));
        }
        expect(new Set(texts).size, texts.join('\n')).toBe(1);
        for (const { adapter } of signers) {
          const { request } = await ask(adapter, 'verify-token-request', { text: texts[0] ?? '', key: KEY, now: NOW });
          expect(JSON.stringify(request)).toBe(texts[0]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('read the same from the JWT of each', async () => {
    await fc.assert(
      fc.asyncProperty(params, name, async (asked, channel) => {
        const jwtParams = { ...asked, channelClaims: { [channel]: channel } };
        const read = new Set<string>();
        for (const signer of signers) {
          const { token } = await ask(signer.adapter, 'create-jwt', { key: KEY, params: jwtParams, now: NOW });
          for (const { adapter } of signers) {
            const { verified } = await ask(adapter, 'verify-jwt', { token: token ?? '', key: KEY, now: NOW });
            read.add(JSON.stringify(sorted(verified as JsonObject)));
          }
        }
        expect(read.size, [...read].join('\n')).toBe(1);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['the token service', createTokenService],
    ['the sandbox', createSandbox],
  ])('sign TokenRequests and JWTs that %s accepts', async (_, create) => {
    const service = create({ keys: [{ key: KEY, capability: { '*': ['*'] } }], now: () => NOW });
    const server = await listen(service, { port: 0 });
    const asked = {
      ttl: 60_000,
      clientId: 'Zoë',
      capability: { '𐀀/9': ['publish'], '\uffee': ['history', 'publish'] },
    };
    for (const { name: language, adapter } of signers) {
      const input = { key: KEY, params: asked, now: NOW };
      const nonce = `${language.toLowerCase()}-0123456789abcdef`;
      const { request } = await ask(adapter, 'create-token-request', { ...input, nonce });
      const response = await fetch(`${server.url}/keys/appId.keyId/requestToken`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const details: unknown = await response.json();
      expect(details, language).toMatchObject({
        clientId: 'Zoë',
        expires: NOW + 60_000,
        capability: '{"𐀀/9":["publish"],"\uffee":["history","publish"]}',
      });
      const { token } = await ask(adapter, 'create-jwt', input);
      const headers = new Headers({ authorization: `Bearer ${token as string}` });
      expect(await service.authenticate({ headers }), language).toMatchObject({ clientId: 'Zoë' });
    }
    await server.close();
  });
});
