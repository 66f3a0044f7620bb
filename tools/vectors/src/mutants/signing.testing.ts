import { canonicalizeCapability } from '@ably-auth/capability';
import { computeMac, parseApiKey } from '@ably-auth/core';
import { either, mutating, refuse, SIGNED, signTextOf, without, type Members, type Mutant } from './mutant.testing.js';

type Input = {
  readonly key: string;
  readonly params?: Members;
  readonly defaultTokenParams?: Members;
  readonly now?: number;
  readonly nonce?: string;
};
type Output = { request: Members };

const creating = mutating<Input, Output>('create-token-request');

const paramsOf = ({ params, defaultTokenParams }: Input): Members => params ?? defaultTokenParams ?? {};
const withParams = ({ defaultTokenParams: _, ...input }: Input, params: Members): Input => ({ ...input, params });

/** The request with other members, signed as they stand. */
async function signed(request: Members, { key }: Input): Promise<Output> {
  return { request: { ...request, mac: await computeMac(signTextOf(request), parseApiKey(key).secret) } };
}

/** Signs other members. */
const signing = (name: string, change: (request: Members, input: Input) => Members) =>
  creating(name, async (input, right) => signed(change((await right(input)).request, input), input));

/** Sends other members than it signed. */
const sending = (name: string, change: (request: Members) => Members) =>
  creating(name, async (input, right) => ({ request: change((await right(input)).request) }));

/** Takes params that are refused for others. */
const taking = (name: string, change: (params: Members) => Members) =>
  creating(name, (input, right) =>
    either(
      () => right(input),
      () => right(withParams(input, change(paramsOf(input)))),
    ),
  );

/** Signs a member that is refused, as it stands. */
const accepting = (name: string, member: string, accepts: (value: unknown) => boolean) =>
  creating(name, (input, right) =>
    either(
      () => right(input),
      async () => {
        const value = paramsOf(input)[member];
        if (!accepts(value)) return refuse();
        const { request } = await right(withParams(input, without(paramsOf(input), member)));
        return signed({ ...request, [member]: value }, input);
      },
    ),
  );

const withTtl = (name: string, change: (ttl: number) => number) =>
  signing(name, (request) =>
    request['ttl'] === undefined ? request : { ...request, ttl: change(request['ttl'] as number) },
  );

/** Reads ttl 0 as absent, and signs another. */
const zeroTtl = (name: string, ttl?: number) =>
  creating(name, async (input, right) => {
    const params = paramsOf(input);
    if (params['ttl'] !== 0) return right(input);
    const { request } = await right(withParams(input, without(params, 'ttl')));
    return signed(ttl === undefined ? request : { ...request, ttl }, input);
  });

const EVERYTHING = '{"*":["*"]}';
const isNothing = (capability: unknown) =>
  capability !== undefined && canonicalizeCapability(capability as string) === '{}';
const isOver = (max: number) => (ttl: unknown) => typeof ttl === 'number' && Number.isInteger(ttl) && ttl > max;

const creatingMutants: readonly Mutant[] = [
  // Defaults
  signing('signs a ttl of an hour if none is given', (request) => ({ ttl: 3_600_000, ...request })),
  sending('sends a ttl of 0 if none is given', (request) => ({ ttl: 0, ...request })),
  sending('sends an empty capability if none is given', (request) => ({ capability: '', ...request })),
  sending('sends an empty clientId if none is given', (request) => ({ clientId: '', ...request })),
  signing('signs a capability of everything if none is given', (request) => ({ capability: EVERYTHING, ...request })),
  taking('drops a capability of {}', (params) =>
    isNothing(params['capability']) ? without(params, 'capability') : params,
  ),
  accepting('signs a capability of {}', 'capability', isNothing),
  taking('takes the empty text for a capability that is not given', (params) =>
    params['capability'] === '' ? without(params, 'capability') : params,
  ),
  // ttl
  zeroTtl('signs ttl 0 as the empty string'),
  zeroTtl('signs ttl 0 as 0', 0),
  zeroTtl('makes 25 s of ttl 0', 25_000),
  zeroTtl('makes an hour of ttl 0', 3_600_000),
  withTtl('makes 25 s of a shorter ttl', (ttl) => Math.max(ttl, 25_000)),
  withTtl('takes ttl for seconds', (ttl) => ttl * 1000),
  withTtl('sends ttl in seconds', (ttl) => ttl / 1000),
  withTtl('cuts ttl to whole seconds', (ttl) => Math.trunc(ttl / 1000) * 1000),
  sending('sends ttl as text', (request) =>
    request['ttl'] === undefined ? request : { ...request, ttl: JSON.stringify(request['ttl']) },
  ),
  taking('takes a fraction of a millisecond', (params) =>
    typeof params['ttl'] === 'number' ? { ...params, ttl: Math.trunc(params['ttl']) } : params,
  ),
  accepting('has no limit of ttl', 'ttl', isOver(86_400_000)),
  creating('has a limit of ttl that is one too low', (input, right) =>
    isOver(86_399_999)(paramsOf(input)['ttl']) ? refuse() : right(input),
  ),
  taking('takes decimal text for a ttl in params', (params) => ({ ...params, ttl: Number(params['ttl']) })),
  // clientId, nonce, timestamp, params
  signing("drops clientId '0'", (request) => (request['clientId'] === '0' ? without(request, 'clientId') : request)),
  signing('trims clientId', (request) =>
    typeof request['clientId'] === 'string' ? { ...request, clientId: request['clientId'].trim() } : request,
  ),
  accepting('takes an empty clientId', 'clientId', (clientId) => clientId === ''),
  creating('does not use the nonce of the params', (input, right) =>
    right(withParams(input, without(paramsOf(input), 'nonce'))),
  ),
  creating('does not use the timestamp of the params', (input, right) =>
    right(withParams(input, without(paramsOf(input), 'timestamp'))),
  ),
  creating('takes a timestamp of 0 for none', (input, right) =>
    right(paramsOf(input)['timestamp'] === 0 ? withParams(input, without(paramsOf(input), 'timestamp')) : input),
  ),
  accepting('takes short nonces', 'nonce', (nonce) => typeof nonce === 'string' && nonce.length < 16),
  taking('ignores members of params that it does not know', (params) =>
    Object.fromEntries(Object.entries(params).filter(([name]) => SIGNED.slice(1).includes(name))),
  ),
  creating('merges params with those of the client', (input, right) =>
    right(withParams(input, { ...input.defaultTokenParams, ...input.params })),
  ),
  creating('ignores the params of the client', (input, right) => right(withParams(input, input.params ?? {}))),
];

const joining = mutating<{ readonly request: Members }, { text: string }>('sign-text');

/** Changes the fields of the sign text, which are in the order of SIGNED. */
const fields = (name: string, change: (fields: string[]) => string[], end = '\n') =>
  joining(name, async (input, right) => {
    const lines = (await right(input)).text.split('\n').slice(0, -1);
    return {
      text: change(lines)
        .map((field) => field + end)
        .join(''),
    };
  });

const order = (name: string, places: readonly number[]) =>
  fields(name, (lines) => places.map((place) => lines[place] ?? ''));

const numbers = (name: string, change: (number: number) => string) =>
  fields(name, (lines) => lines.map((field, at) => ((at === 1 || at === 4) && field ? change(Number(field)) : field)));

const joiningMutants: readonly Mutant[] = [
  joining('leaves out the last line feed', async (input, right) => ({ text: (await right(input)).text.slice(0, -1) })),
  fields('leaves out absent fields', (lines) => lines.filter((field) => field !== '')),
  fields('ends fields as Windows does', (lines) => lines, '\r\n'),
  order('signs clientId before capability', [0, 1, 3, 2, 4, 5]),
  order('signs capability before ttl', [0, 2, 1, 3, 4, 5]),
  order('signs nonce before timestamp', [0, 1, 2, 3, 5, 4]),
  order('does not sign clientId', [0, 1, 2, 4, 5]),
  fields("signs absent fields as 'null'", (lines) => lines.map((field) => field || 'null')),
  numbers('writes large numbers with an exponent', (number) =>
    number >= 1e7 ? number.toExponential().replace('e+', 'E') : String(number),
  ),
  numbers('writes numbers with a fraction', (number) => number.toFixed(1)),
  numbers('writes numbers with 32 bits', (number) => String(number | 0)),
  numbers('takes 0 for absent', (number) => (number === 0 ? '' : String(number))),
];

const splitting = mutating<{ readonly key: string }, { name: string; secret: string }>('parse-api-key');

const splitAt = (key: string, colon: number) => ({ name: key.slice(0, colon), secret: key.slice(colon + 1) });

const splittingMutants: readonly Mutant[] = [
  splitting('takes the second part of a key with several colons', async (input, right) => {
    const { name, secret } = await right(input);
    return { name, secret: secret.split(':')[0] };
  }),
  splitting('splits a key at the last colon', async (input, right) => {
    await right(input);
    return splitAt(input.key, input.key.lastIndexOf(':'));
  }),
  splitting('refuses a key with several colons', (input, right) =>
    input.key.split(':').length > 2 ? refuse() : right(input),
  ),
  splitting('cuts a secret at its first punctuation mark', async (input, right) => {
    const { name, secret } = await right(input);
    return { name, secret: /^[\w-]*/.exec(secret)?.[0] };
  }),
  splitting('takes any text with a colon for a key', ({ key }) =>
    key.includes(':') ? splitAt(key, key.indexOf(':')) : refuse(),
  ),
  splitting('takes a name for a key without a secret', (input, right) =>
    either(
      () => right(input),
      () => (input.key.includes(':') ? refuse() : { name: input.key, secret: '' }),
    ),
  ),
  splitting('trims keys', ({ key }, right) => right({ key: key.trim() })),
];

/** How creating a TokenRequest goes wrong. */
export const signingMutants: readonly Mutant[] = [...creatingMutants, ...joiningMutants, ...splittingMutants];
