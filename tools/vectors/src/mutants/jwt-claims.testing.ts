import { decoded, encoded, secretOf, signature, split } from './jwt-text.testing.js';
import { either, mutating, refuse, without, type Members, type Mutant } from './mutant.testing.js';

type Input = { readonly token: string; readonly key: string; readonly now: number; readonly clockToleranceMs?: number };
type Output = { verified: Members };

const verifying = mutating<Input, Output>('verify-jwt');

/** The claims of a JWT that is signed as it must be; undefined for any other. */
function claimsOf({ token, key }: Input): Members | undefined {
  const { header, claims, sign } = split(token);
  return sign === signature(`${header}.${claims}`, secretOf(key)) ? decoded(claims) : undefined;
}

const resigned = (input: Input, claims: Members): Input => ({
  ...input,
  token: encoded(decoded(split(input.token).header), claims, secretOf(input.key)),
});

/** Reads other claims in place of those of a JWT that is signed as it must be. */
const claiming = (name: string, change: (claims: Members) => Members) =>
  verifying(name, (input, right) => {
    const claims = claimsOf(input);
    return right(claims === undefined ? input : resigned(input, change(claims)));
  });

/** Accepts what other claims make right. */
const taking = (name: string, change: (claims: Members) => Members) =>
  verifying(name, (input, right) =>
    either(
      () => right(input),
      () => right(resigned(input, change(claimsOf(input) ?? refuse()))),
    ),
  );

type Times = { readonly iat: number; readonly exp: number; readonly now: number; readonly clockToleranceMs?: number };

/** Checks other times than those of the JWT, which are answered all the same. */
const living = (name: string, change: (times: Times) => Times) =>
  verifying(name, async (input, right) => {
    const claims = claimsOf(input);
    if (claims === undefined || typeof claims['iat'] !== 'number' || typeof claims['exp'] !== 'number') {
      return right(input);
    }
    const { iat, exp } = claims as { iat: number; exp: number };
    const { iat: from, exp: to, ...clock } = change({ iat, exp, now: input.now });
    const { verified } = await right(resigned({ ...input, ...clock }, { ...claims, iat: from, exp: to }));
    return { verified: { ...verified, issued: iat * 1000, expires: exp * 1000 } };
  });

/** Answers otherwise. */
const answering = (name: string, change: (verified: Members) => Members) =>
  verifying(name, async (input, right) => ({ verified: change((await right(input)).verified) }));

const seconds = (value: unknown) => (typeof value === 'number' && value > 1e11 ? Math.floor(value / 1000) : value);
const DAY = 86_400;
const CHANNEL = 'ably.channel.';
const CAPABILITY = 'x-ably-capability';
const CLIENT_ID = 'x-ably-clientId';
const names = (verified: Members, change: (name: string) => string): Members => ({
  ...verified,
  channelClaims: Object.fromEntries(
    Object.entries(verified['channelClaims'] as object).map(([name, value]) => [change(name), value]),
  ),
});

const isBroken = async (input: Input, claims: Members, right: (input: Input) => Promise<Output>): Promise<boolean> =>
  either(
    async () => (await right(resigned(input, claims))) === undefined,
    () => true,
  );

const lifeMutants: readonly Mutant[] = [
  living('ignores the times of a JWT', ({ now, ...times }) => ({
    ...times,
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 60,
    now,
  })),
  living('ignores exp', (times) => ({ ...times, now: Math.min(times.now, times.exp * 1000 - 1) })),
  living('ignores iat', ({ exp, now }) => ({ iat: exp - 1, exp, now: Math.max(now, (exp - 1) * 1000) })),
  living('accepts a JWT at its exp', (times) => ({
    ...times,
    now: times.now === times.exp * 1000 ? times.now - 1 : times.now,
  })),
  living('refuses a JWT at its iat', (times) =>
    times.now === times.iat * 1000 ? { ...times, now: times.now - 1 } : times,
  ),
  living('rounds the clock to seconds', (times) => ({ ...times, now: Math.round(times.now / 1000) * 1000 })),
  living('allows a minute of leeway', ({ iat, exp, now }) => ({
    iat,
    exp,
    now: Math.min(Math.max(now, Math.min(iat * 1000, now + 60_000)), Math.max(now - 60_000, exp * 1000 - 1)),
  })),
  verifying('ignores nbf', async (input, right) => {
    const claims = claimsOf(input);
    return right(claims === undefined ? input : resigned(input, without(claims, 'nbf')));
  }),
  claiming('takes nbf for milliseconds', (claims) =>
    typeof claims['nbf'] === 'number' ? { ...claims, nbf: Math.floor(claims['nbf'] / 1000) } : claims,
  ),
  verifying('ignores the tolerance for clocks', ({ clockToleranceMs: _, ...input }, right) => right(input)),
  verifying('gives exp a tolerance as well', (input, right) =>
    either(
      () => right(input),
      () => right({ ...input, now: input.now - (input.clockToleranceMs ?? 0) }),
    ),
  ),
  claiming('takes the times of a JWT for milliseconds', (claims) => ({
    ...claims,
    iat: Math.floor((claims['iat'] as number) / 1000),
    exp: Math.floor((claims['exp'] as number) / 1000),
  })),
  claiming('tells seconds from milliseconds by their size', (claims) => ({
    ...claims,
    ...('iat' in claims && { iat: seconds(claims['iat']) }),
    ...('exp' in claims && { exp: seconds(claims['exp']) }),
  })),
  answering('gives the times of a JWT in seconds', (verified) => ({
    ...verified,
    issued: (verified['issued'] as number) / 1000,
    expires: (verified['expires'] as number) / 1000,
  })),
  living('does not bound the life of a JWT', ({ iat, exp, now }) => ({
    iat: Math.max(iat, exp - DAY),
    exp,
    now: Math.max(now, Math.max(iat, exp - DAY) * 1000),
  })),
  living('allows a second more than a day', (times) =>
    times.exp - times.iat === DAY + 1 ? { ...times, exp: times.exp - 1 } : times,
  ),
  living('refuses a life of a whole day', (times) =>
    times.exp - times.iat === DAY ? { ...times, exp: times.exp + 1 } : times,
  ),
  living('bounds what is left of a life', ({ iat, exp, now }) => ({
    iat: iat * 1000 > now ? iat : Math.floor(now / 1000),
    exp,
    now,
  })),
  claiming('takes a JWT without exp for one of an hour', (claims) => ({
    exp: (claims['iat'] as number) + 3600,
    ...claims,
  })),
  claiming('takes a JWT without iat for one of now', (claims) => ({
    iat: (claims['exp'] as number) - 3600,
    ...claims,
  })),
  claiming('reads times as text', (claims) => ({ ...claims, iat: Number(claims['iat']), exp: Number(claims['exp']) })),
  taking('reads fractions of seconds', (claims) => ({
    ...claims,
    iat: Math.floor(claims['iat'] as number),
    exp: Math.floor(claims['exp'] as number),
  })),
];

const claimMutants: readonly Mutant[] = [
  claiming('ignores the capability of a JWT', (claims) => without(claims, CAPABILITY)),
  claiming('takes everything if a JWT has no capability', (claims) => ({ [CAPABILITY]: '{"*":["*"]}', ...claims })),
  claiming('takes everything if a JWT grants nothing', (claims) =>
    claims[CAPABILITY] === '{}' ? { ...claims, [CAPABILITY]: '{"*":["*"]}' } : claims,
  ),
  taking('takes a capability object in a JWT', (claims) =>
    typeof claims[CAPABILITY] === 'object' ? { ...claims, [CAPABILITY]: JSON.stringify(claims[CAPABILITY]) } : claims,
  ),
  verifying('drops a broken capability', async (input, right) => {
    const claims = claimsOf(input);
    if (claims?.[CAPABILITY] === undefined || !(await isBroken(input, claims, right))) return right(input);
    return right(resigned(input, without(claims, CAPABILITY)));
  }),
  taking('takes a clientId of any type', (claims) => without(claims, CLIENT_ID)),
  claiming('takes an empty clientId for none', (claims) =>
    claims[CLIENT_ID] === '' ? without(claims, CLIENT_ID) : claims,
  ),
  answering('cuts the name of a channel at its last dot', (verified) =>
    names(verified, (name) => name.split('.').at(-1) ?? ''),
  ),
  answering('removes every beginning of a channel claim', (verified) =>
    names(verified, (name) => name.replaceAll(CHANNEL, '')),
  ),
  answering('drops claims of channels', (verified) => ({ ...verified, channelClaims: {}, publishRates: {} })),
  taking('drops claims of channels that are of the wrong type', (claims) =>
    Object.fromEntries(
      Object.entries(claims).filter(([name, value]) => !name.startsWith(CHANNEL) || typeof value === 'string'),
    ),
  ),
  verifying('refuses claims that it does not know', (input, right) =>
    Object.keys(claimsOf(input) ?? {}).some((name) => !/^(?:iat|nbf|exp|x-ably-.*|ably\..*)$/.test(name))
      ? refuse()
      : right(input),
  ),
];

/** How the claims of a JWT are checked wrongly. */
export const jwtClaimsMutants: readonly Mutant[] = [...lifeMutants, ...claimMutants];
