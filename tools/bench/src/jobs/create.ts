import { createHmac } from 'node:crypto';
import { createSigner as createAsyncSigner, signText } from '@ably-auth/core';
import { createSigner, type SignedFields } from '@ably-auth/core/sync';
import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import Ably from 'ably';
import { compare } from '../compare.js';
import type { Job } from '../job.js';
import { asyncSide, side, type Side } from '../measure.js';
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

const duelWithAbly = (name: string, what: string, inputs: typeof sameText, atLeast: number): Job => ({
  name,
  run: async (settings) => {
    const goal = { kind: 'rate', atLeast } as const;
    return [await compare(name, { what, ours: ourSide(inputs), rival: ablysSide(inputs), goal }, settings)];
  },
});

const fromText = 'create a TokenRequest, 3 resources as text, the same text each time';

export const createFromText: Job = {
  name: 'create-text',
  run: async (settings) => [
    ...(await duelWithAbly('create-text', fromText, sameText, 3.4).run(settings)),
    await compare(
      'create-text',
      {
        what: `${fromText}, asynchronous signer`,
        ours: asyncSide('signer.createTokenRequest', sameText, (given) => asyncSigner.createTokenRequest(given)),
        rival: ablysSide(sameText),
      },
      settings,
    ),
  ],
};

export const createFromTexts: Job = duelWithAbly(
  'create-texts',
  'create a TokenRequest, 3 resources as text, another text each time',
  otherText,
  3,
);

export const createFromObject: Job = duelWithAbly(
  'create-object',
  'create a TokenRequest, 3 resources as an object',
  sameObject,
  2.2,
);

export const createVsHmac: Job = {
  name: 'create-hmac',
  run: async (settings) => {
    const request: SignedFields = createOurs({ clientId: 'alice', capability: threeResourcesText });
    const text = signText(request);
    return [
      await compare(
        'create-hmac',
        {
          what: fromText,
          ours: ourSide(sameText),
          rival: side(
            'bare createHmac',
            (count) => Array.from({ length: count }, () => text),
            (given) => createHmac('sha256', SECRET).update(given).digest('base64'),
          ),
          goal: { kind: 'time', atMost: 1.22 },
        },
        settings,
      ),
    ];
  },
};
