import { createHmac, timingSafeEqual } from 'node:crypto';
import { createSigner } from '@ably-auth/core/sync';
import { decode, decodeTokenRequest } from '@ably-auth/validation/internal';
import type { TokenRequest } from '@ably-auth/validation';
import { ajvStandalone } from '../ajv-standalone.js';
import { duels } from '../compare.js';
import { side } from '../measure.js';
import { threeResourcesText } from '../samples.js';

const SECRET = 'r8Vx1tJ0bN3kQ5yLwZ7aHdC2';
const NOW = 1_750_000_000_000;
const signer = createSigner(`xVLyHw.A-pwh7:${SECRET}`, { now: () => NOW });

/** Requests as they arrive: each an object of its own. */
const requests = (count: number): TokenRequest[] => {
  const text = JSON.stringify(signer.createTokenRequest({ clientId: 'alice', capability: threeResourcesText }));
  return Array.from({ length: count }, () => JSON.parse(text) as TokenRequest);
};

/** The MAC alone, over a text that is ready. */
const bare = ({ keyName, capability, clientId, timestamp, nonce, mac }: TokenRequest): boolean => {
  const text = `${keyName}\n\n${capability}\n${clientId}\n${timestamp}\n${nonce}\n`;
  return timingSafeEqual(createHmac('sha256', SECRET).update(text).digest(), Buffer.from(mac, 'base64'));
};

export const verify = duels('verify', () => [
  {
    what: 'verify a signed TokenRequest, object in, 3 resources: form, MAC, capability, timestamp',
    ours: side('signer.verifyTokenRequest', requests, (request) => signer.verifyTokenRequest(request)),
    rival: side('bare createHmac and timingSafeEqual', requests, bare),
    goal: { kind: 'time', atMost: 2.5 },
  },
]);

export const lenientRead = duels('lenient-read', async () => [
  {
    what: 'read a TokenRequest object leniently: value, issues, leniencies',
    ours: side('decode, lenient', requests, (request) => decode(decodeTokenRequest, request, 'lenient')),
    rival: side('AJV standalone, its verdict alone', requests, await ajvStandalone('TokenRequest')),
    goal: { kind: 'rate', atLeast: 1 },
  },
]);
