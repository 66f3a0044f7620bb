import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';
import type { Members } from './requests.testing.js';
import type { Sdk } from './sdk.testing.js';

/** Judges the life of a JWT by another clock or other claims. */
function living(change: (iat: number, exp: number, now: number) => [iat: number, exp: number, now: number]) {
  return (sdk: Sdk) => {
    const judge = sdk.judgeLife.bind(sdk);
    sdk.judgeLife = (...given) => judge(...change(...given));
  };
}

function claims(change: (claims: Members) => Members) {
  return (sdk: Sdk) => {
    const read = sdk.readClaims.bind(sdk);
    sdk.readClaims = (given, now) => read(change(given), now);
  };
}

/** How the claims of a JWT are judged wrongly. */
export const jwtClaimsFaults: readonly Fault[] = [
  // Life
  fault('ignores the times of a JWT', (sdk) => {
    sdk.judgeLife = () => {};
  }),
  fault(
    'ignores exp',
    living((iat, exp, now) => [iat, exp, Math.min(now, exp * 1000 - 1)]),
  ),
  fault(
    'ignores iat',
    living((_, exp, now) => [exp - 1, exp, Math.max(now, (exp - 1) * 1000)]),
  ),
  fault(
    'accepts a JWT at its exp',
    living((iat, exp, now) => [iat, exp, now === exp * 1000 ? now - 1 : now]),
  ),
  fault(
    'refuses a JWT at its iat',
    living((iat, exp, now) => [now === iat * 1000 ? iat + 1 : iat, exp, now]),
  ),
  fault(
    'rounds the clock to seconds',
    living((iat, exp, now) => [iat, exp, Math.round(now / 1000) * 1000]),
  ),
  fault(
    'allows a minute of leeway',
    living((iat, exp, now) => [iat, exp, Math.min(Math.max(now, iat * 1000), Math.max(now - 60_000, exp * 1000 - 1))]),
  ),
  fault('takes the times of a JWT for milliseconds', (sdk) => {
    const read = sdk.readClaims.bind(sdk);
    sdk.readClaims = (given, now) => {
      const { issued, expires, ...others } = read(
        {
          ...given,
          iat: Math.floor((given['iat'] as number) / 1000),
          exp: Math.floor((given['exp'] as number) / 1000),
        },
        now,
      );
      return { issued, expires, ...others };
    };
  }),
  fault('tells seconds from milliseconds by their size', (sdk) => {
    claims((given) => ({ ...given, iat: seconds(given['iat']), exp: seconds(given['exp']) }))(sdk);
  }),
  fault('gives the times of a JWT in seconds', (sdk) => {
    const read = sdk.readClaims.bind(sdk);
    sdk.readClaims = (given, now) => ({ ...read(given, now), issued: given['iat'], expires: given['exp'] });
  }),
  fault('does not bound the life of a JWT', (sdk) => {
    sdk.maxLifeSeconds = Infinity;
  }),
  fault('allows a second more than a day', (sdk) => {
    sdk.maxLifeSeconds = 86_401;
  }),
  fault('refuses a life of a whole day', (sdk) => {
    sdk.maxLifeSeconds = 86_399;
  }),
  fault('bounds what is left of a life', (sdk) => {
    const judge = sdk.judgeLife.bind(sdk);
    sdk.judgeLife = (iat, exp, now) => judge(iat * 1000 > now ? iat : Math.floor(now / 1000), exp, now);
  }),
  fault(
    'takes a JWT without exp for one of an hour',
    claims((given) => ({ exp: (given['iat'] as number) + 3600, ...given })),
  ),
  fault(
    'takes a JWT without iat for one of now',
    claims((given) => ({ iat: (given['exp'] as number) - 3600, ...given })),
  ),
  fault('reads times as text', (sdk) => {
    claims((given) => ({ ...given, iat: Number(given['iat']), exp: Number(given['exp']) }))(sdk);
  }),
  fault('reads fractions of seconds', (sdk) => {
    sdk.isSecond = (value) => typeof value === 'number' && value >= 0;
  }),
  // Claims
  fault(
    'ignores the capability of a JWT',
    claims(({ 'x-ably-capability': _, ...others }) => others),
  ),
  fault(
    'takes everything where a JWT has no capability',
    claims((given) => ({ 'x-ably-capability': '{"*":["*"]}', ...given })),
  ),
  fault(
    'takes everything where a JWT grants nothing',
    claims((given) => (given['x-ably-capability'] === '{}' ? { ...given, 'x-ably-capability': '{"*":["*"]}' } : given)),
  ),
  fault('takes a capability object in a JWT', (sdk) => {
    sdk.claimedCapability = (claim) => sdk.canonicalize(claim);
  }),
  fault('drops a broken capability', (sdk) => {
    const claimed = sdk.claimedCapability.bind(sdk);
    sdk.claimedCapability = (claim) => {
      try {
        return claimed(claim);
      } catch {
        return '{}';
      }
    };
  }),
  fault('takes a clientId of any type', (sdk) => {
    sdk.judgeClientIdClaim = () => {};
  }),
  fault('takes an empty clientId for none', (sdk) => {
    claims((given) => (given['x-ably-clientId'] === '' ? { ...given, 'x-ably-clientId': undefined } : given))(sdk);
  }),
  fault('cuts the name of a channel at its last dot', (sdk) => {
    const scopes = sdk.scopesOf.bind(sdk);
    sdk.scopesOf = (given, prefix, isValid) =>
      Object.fromEntries(
        Object.entries(scopes(given, prefix, isValid)).map(([name, value]) => [name.split('.').at(-1) ?? '', value]),
      );
  }),
  fault('removes every beginning of a channel claim', (sdk) => {
    const scopes = sdk.scopesOf.bind(sdk);
    sdk.scopesOf = (given, prefix, isValid) =>
      Object.fromEntries(
        Object.entries(scopes(given, prefix, isValid)).map(([name, value]) => [name.replaceAll(prefix, ''), value]),
      );
  }),
  fault('drops claims of channels', (sdk) => {
    sdk.scopesOf = () => ({});
  }),
  fault('drops claims of channels that are of the wrong type', (sdk) => {
    const scopes = sdk.scopesOf.bind(sdk);
    sdk.scopesOf = (given, prefix, isValid) =>
      scopes(
        Object.fromEntries(Object.entries(given).filter(([name, value]) => !name.startsWith(prefix) || isValid(value))),
        prefix,
        isValid,
      );
  }),
  fault('refuses claims that it does not know', (sdk) => {
    const read = sdk.readClaims.bind(sdk);
    sdk.readClaims = (given, now) => {
      if (Object.keys(given).some((name) => !/^(?:iat|exp|x-ably-.*|ably\..*)$/.test(name))) throw new Refusal();
      return read(given, now);
    };
  }),
];

function seconds(value: unknown): unknown {
  return typeof value === 'number' && value > 1e11 ? Math.floor(value / 1000) : value;
}
