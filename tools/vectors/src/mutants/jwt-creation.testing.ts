import { decoded, encoded, secretOf, signed, split } from './jwt-text.testing.js';
import { asText, either, mutating, refuse, without, type Members, type Mutant } from './mutant.testing.js';

type Input = { readonly key: string; readonly params: Members; readonly now: number };
type Output = { token: string };

const creating = mutating<Input, Output>('create-jwt');

const claiming = (name: string, change: (claims: Members, input: Input) => Members) =>
  creating(name, async (input, right) => {
    const { header, claims } = split((await right(input)).token);
    return { token: encoded(decoded(header), change(decoded(claims), input), secretOf(input.key)) };
  });

const heading = (name: string, change: (header: Members) => Members) =>
  creating(name, async (input, right) => {
    const { header, claims } = split((await right(input)).token);
    return { token: encoded(change(decoded(header)), decoded(claims), secretOf(input.key)) };
  });

/** Writes the two parts otherwise. */
const writing = (name: string, write: (bytes: Buffer) => string) =>
  creating(name, async (input, right) => {
    const { header, claims } = split((await right(input)).token);
    const parts = [header, claims].map((part) => write(Buffer.from(part, 'base64url')));
    return { token: signed(parts.join('.'), secretOf(input.key)) };
  });

/** Accepts params without one that is refused, and then writes a claim for that as it stands. */
const taking = (name: string, member: string, claim: (value: unknown, claims: Members) => Members | undefined) =>
  creating(name, (input, right) =>
    either(
      () => right(input),
      async () => {
        const value = input.params[member];
        const { token } = await right({ ...input, params: without(input.params, member) });
        const { header, claims } = split(token);
        const added = value === undefined ? undefined : claim(value, decoded(claims));
        if (added === undefined) return refuse();
        return { token: encoded(decoded(header), { ...decoded(claims), ...added }, secretOf(input.key)) };
      },
    ),
  );

const CHANNEL = 'ably.channel.';
const RATE = 'ably.limits.publish.perAttachment.maxRate.';
const CAPABILITY = 'x-ably-capability';
const scoped = (prefix: string) => (values: unknown) =>
  Object.fromEntries(Object.entries(values as object).map(([name, value]) => [prefix + name, value]));
const ttlOf = ({ params }: Input) => (params['ttl'] as number | undefined) ?? 3_600_000;
const isNothing = (capability: unknown) => /^\{\s*\}$/.test(asText(capability));

/** How creating a JWT goes wrong. */
export const jwtCreationMutants: readonly Mutant[] = [
  claiming('writes the times of a JWT in milliseconds', (claims, input) => ({
    ...claims,
    iat: input.now,
    exp: input.now + ttlOf(input),
  })),
  claiming('takes the ttl of a JWT for seconds', (claims, input) => ({
    ...claims,
    exp: (claims['iat'] as number) + ttlOf(input),
  })),
  claiming('writes the life of a JWT as its exp', (claims, input) => ({ ...claims, exp: ttlOf(input) / 1000 })),
  claiming('rounds iat up', (claims, input) => {
    const iat = Math.round(input.now / 1000);
    return { ...claims, iat, exp: iat + ttlOf(input) / 1000 };
  }),
  claiming('leaves out iat', (claims) => without(claims, 'iat')),
  claiming('leaves out exp if no ttl is given', (claims, { params }) =>
    params['ttl'] === undefined ? without(claims, 'exp') : claims,
  ),
  taking('creates JWTs of any ttl', 'ttl', (ttl, { iat }) => ({ exp: (iat as number) + Number(ttl) / 1000 })),
  creating('cuts parts of a second off the ttl of a JWT', (input, right) => {
    const { ttl } = input.params;
    const whole = typeof ttl === 'number' && ttl > 1000 ? Math.trunc(ttl / 1000) * 1000 : ttl;
    return right({ ...input, params: whole === undefined ? input.params : { ...input.params, ttl: whole } });
  }),
  claiming('writes a capability of everything into a JWT', (claims) => ({ [CAPABILITY]: '{"*":["*"]}', ...claims })),
  claiming('writes the capability of a JWT as an object', (claims) =>
    claims[CAPABILITY] === undefined ? claims : { ...claims, [CAPABILITY]: JSON.parse(claims[CAPABILITY] as string) },
  ),
  taking('creates JWTs with an empty capability', 'capability', (capability) =>
    isNothing(capability) ? { [CAPABILITY]: '{}' } : undefined,
  ),
  taking('copies capability text into a JWT without reading it', 'capability', (capability) => ({
    [CAPABILITY]: asText(capability),
  })),
  claiming('writes absent claims as null', (claims) => ({ 'x-ably-clientId': null, ...claims })),
  claiming('writes the clientId of a JWT under another name', (claims) =>
    claims['x-ably-clientId'] === undefined
      ? claims
      : { ...without(claims, 'x-ably-clientId'), clientId: claims['x-ably-clientId'] },
  ),
  claiming('drops a clientId of 0 from a JWT', (claims) =>
    claims['x-ably-clientId'] === '0' ? without(claims, 'x-ably-clientId') : claims,
  ),
  claiming('loses the revocation key of a JWT', (claims) => without(claims, 'x-ably-revocation-key')),
  taking('creates JWTs with an empty revocation key', 'revocationKey', (key) =>
    key === '' ? { 'x-ably-revocation-key': key } : undefined,
  ),
  taking('takes any value for a channel claim', 'channelClaims', scoped(CHANNEL)),
  taking('takes any value for a rate', 'publishRates', scoped(RATE)),
  creating('takes whole rates alone', (input, right) =>
    Object.values(input.params['publishRates'] ?? {}).every(Number.isInteger) ? right(input) : refuse(),
  ),
  taking('takes a rate of zero', 'publishRates', (rates) =>
    Object.values(rates as object).every((rate) => Number(rate) >= 0) ? scoped(RATE)(rates) : undefined,
  ),
  claiming('drops empty channel claims', (claims) =>
    Object.fromEntries(Object.entries(claims).filter(([name, value]) => !name.startsWith(CHANNEL) || value !== '')),
  ),
  taking('takes a channel without a name', 'channelClaims', (claims) =>
    Object.hasOwn(claims as object, '') ? scoped(CHANNEL)(claims) : undefined,
  ),
  creating('ignores misspelt params of a JWT', ({ params, ...input }, right) => {
    const { ttl, capability, clientId, revocationKey, channelClaims, publishRates } = params;
    const known = { ttl, capability, clientId, revocationKey, channelClaims, publishRates };
    return right({ ...input, params: JSON.parse(JSON.stringify(known)) as Members });
  }),
  heading('leaves out kid', (header) => without(header, 'kid')),
  heading('writes the app alone as kid', (header) => ({ ...header, kid: (header['kid'] as string).split('.')[0] })),
  heading('names HS512 and signs with HS256', (header) => ({ ...header, alg: 'HS512' })),
  writing('writes the parts of a JWT in standard Base64', (bytes) => bytes.toString('base64')),
  writing('writes the parts of a JWT with padding', (bytes) => {
    const text = bytes.toString('base64url');
    return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  }),
  writing('writes the claims of a JWT in Latin-1', (bytes) =>
    Buffer.from(bytes.toString(), 'latin1').toString('base64url'),
  ),
  creating('writes the signature of a JWT as a MAC', async (input, right) => {
    const { header, claims, sign } = split((await right(input)).token);
    return { token: `${header}.${claims}.${Buffer.from(sign, 'base64url').toString('base64')}` };
  }),
];
