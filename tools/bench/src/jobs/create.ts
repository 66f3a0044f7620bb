import { createHmac } from 'node:crypto';
import { createSigner as createAsyncSigner, signText } from '@ably-auth/core';
import { createSigner, type SignedFields } from '@ably-auth/core/sync';
import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import Ably from 'ably';
import { duels, type Comparison } from '../compare.js';
import { again, asyncSide, side, type Side } from '../measure.js';
import { threeResources, threeResourcesText } from '../samples.js';

const SECRET = 'r8Vx1tJ0bN3kQ5yLwZ7aHdC2';
const KEY = `xVLyHw.A-pwh7:${SECRET}`;

const signer = createSigner(KEY);
const asyncSigner = createAsyncSigner(KEY);
const { auth } = new Ably.Rest({ key: KEY });

/** Ours, with the key prepared once. */
export const createOurs = (params: TokenParams): TokenRequest => signer.createTokenRequest(params);

/** Ably's, whose only form is asynchronous. It writes into the params, and sorts the caller's lists in place. */
export const createAblys = (params: TokenParams): Promise<TokenRequest> =>
  // The SDK says `string` for the capability where it takes an object as well.
  auth.createTokenRequest(params as Ably.TokenParams);

const ourSide = (inputs: (count: number) => TokenParams[]): Side =>
  side('signer.createTokenRequest', inputs, createOurs);
const ablysSide = (inputs: (count: number) => TokenParams[]): Side =>
  asyncSide('ably auth.createTokenRequest', inputs, createAblys);

// Every call gets params of its own, made outside of what is timed.
const params = (capability: () => TokenParams['capability'] & {}) => (count: number) =>
  Array.from({ length: count }, (): TokenParams => ({ clientId: 'alice', capability: capability() }));

const sameText = params(() => threeResourcesText);
const sameObject = params(() => JSON.parse(threeResourcesText) as typeof threeResources);
let room = 0;
const [beforeRoom = '', afterRoom = ''] = threeResourcesText.split('42');
// Joined, which gives the flat string that a server has from a request or a database.
const otherText = params(() => [beforeRoom, room++, afterRoom].join(''));

const duelWithAbly = (what: string, inputs: typeof sameText, atLeast: number): Comparison => ({
  what,
  ours: ourSide(inputs),
  rival: ablysSide(inputs),
  goal: { kind: 'rate', atLeast },
});

const fromText = 'create a TokenRequest, 3 resources as text, the same text each time';

export const createFromText = duels('create-text', () => [
  duelWithAbly(fromText, sameText, 3.4),
  {
    what: `${fromText}, asynchronous signer`,
    ours: asyncSide('signer.createTokenRequest', sameText, (given) => asyncSigner.createTokenRequest(given)),
    rival: ablysSide(sameText),
  },
]);

export const createFromTexts = duels('create-texts', () => [
  duelWithAbly('create a TokenRequest, 3 resources as text, another text each time', otherText, 3),
]);

export const createFromObject = duels('create-object', () => [
  duelWithAbly('create a TokenRequest, 3 resources as an object', sameObject, 2.2),
]);

export const createVsHmac = duels('create-hmac', () => {
  const request: SignedFields = createOurs({ clientId: 'alice', capability: threeResourcesText });
  const text = signText(request);
  return [
    {
      what: fromText,
      ours: ourSide(sameText),
      rival: side('bare createHmac', again(text), (given) =>
        createHmac('sha256', SECRET).update(given).digest('base64'),
      ),
      goal: { kind: 'time', atMost: 1.22 },
    },
  ];
});
