import { decoded, encoded, partOf, split } from './jwt-text.testing.js';
import { asText, either, mutating, refuse, without, type Members, type Mutant } from './mutant.testing.js';

const CARRIER = 'x-ably-token';

type Embedded = Members & { token: string; place: 'header' | 'claim' };
const extracting = mutating<{ readonly jwt: string }, { embedded: Embedded | null }>('extract-embedded-token');

/** The outer JWT with another header or other claims; nobody checks its signature. */
function rewritten(jwt: string, change: (part: Members) => Members, parts: 'header' | 'claims' | 'both'): string {
  const { header, claims, sign } = split(jwt);
  const written = (part: string, is: boolean) => (is ? partOf(change(decoded(part))) : part);
  return [written(header, parts !== 'claims'), written(claims, parts !== 'header'), sign].join('.');
}

const isSigned = (jwt: string) => jwt.split('.').length === 3;
const isToken = (value: unknown) => typeof value === 'string' && value !== '';

/** Looks for the token in parts that were changed before. */
const looking = (name: string, change: (part: Members) => Members, parts: 'header' | 'claims' | 'both' = 'both') =>
  extracting(name, ({ jwt }, right) =>
    either(
      () => (isSigned(jwt) ? right({ jwt: rewritten(jwt, change, parts) }) : right({ jwt })),
      () => right({ jwt }),
    ),
  );

const tokensOf = (jwt: string) => {
  const { header, claims } = split(jwt);
  return [decoded(header)[CARRIER], isSigned(jwt) ? decoded(claims)[CARRIER] : undefined];
};
const expOf = (jwt: string) => (isSigned(jwt) ? decoded(split(jwt).claims)['exp'] : undefined);

const extractingMutants: readonly Mutant[] = [
  looking('looks for a token in the header alone', (claims) => without(claims, CARRIER), 'claims'),
  looking('looks for a token in the claims alone', (header) => without(header, CARRIER), 'header'),
  extracting('prefers the token of the header', ({ jwt }, right) =>
    either(
      () => right({ jwt }),
      () =>
        tokensOf(jwt).every(isToken)
          ? right({ jwt: rewritten(jwt, (claims) => without(claims, CARRIER), 'claims') })
          : refuse(),
    ),
  ),
  extracting('refuses the same token in both places', async ({ jwt }, right) => {
    const answer = await right({ jwt });
    return tokensOf(jwt).every(isToken) ? refuse() : answer;
  }),
  looking('takes an invalid token for none', (part) => (isToken(part[CARRIER]) ? part : without(part, CARRIER))),
  looking('turns any value into a token', (part) =>
    part[CARRIER] === undefined ? part : { ...part, [CARRIER]: asText(part[CARRIER]) },
  ),
  looking('looks for a token without regard to case', (part) =>
    Object.fromEntries(Object.entries(part).map(([name, value]) => [name.toLowerCase(), value])),
  ),
  extracting('reads signed JWTs alone', ({ jwt }, right) => (isSigned(jwt) ? right({ jwt }) : refuse())),
  extracting('finds a token in any number of parts', ({ jwt }, right) => {
    const [header = '', claims = ''] = jwt.split('.');
    return either(
      () => right({ jwt }),
      () => right({ jwt: `${header}.${claims}.` }),
    );
  }),
  extracting('gives the expiry of the outer JWT in seconds', async ({ jwt }, right) => {
    const { embedded } = await right({ jwt });
    return { embedded: embedded && (expOf(jwt) === undefined ? embedded : { ...embedded, outerExpires: expOf(jwt) }) };
  }),
  extracting('reads the expiry of the outer JWT from text', async ({ jwt }, right) => {
    const { embedded } = await right({ jwt });
    const exp = expOf(jwt);
    return { embedded: embedded && (exp === undefined ? embedded : { ...embedded, outerExpires: Number(exp) * 1000 }) };
  }),
];

type Input = {
  readonly outerClaims: Members;
  readonly token: string | Members;
  readonly secret: string;
  readonly place: 'header' | 'claim';
  readonly innerExpires?: number;
};
const embedding = mutating<Input, { token: string }>('embed-token');

/** What is known of the expiry of the outer JWT, in seconds, and of the inner token, in ms. */
type Expiries = { readonly exp: unknown; readonly details?: number; readonly own?: number; readonly given?: number };

function ownExpiry(token: unknown): number | undefined {
  try {
    return typeof token === 'string' && isSigned(token)
      ? Number(decoded(split(token).claims)['exp']) * 1000
      : undefined;
  } catch {
    return undefined;
  }
}

const tokenOf = ({ token }: Input) => (typeof token === 'string' ? token : token['token']);

function expiriesOf(input: Input): Expiries {
  const details = typeof input.token === 'string' ? undefined : (input.token['expires'] as number | undefined);
  const own = ownExpiry(tokenOf(input));
  return {
    exp: input.outerClaims['exp'],
    ...(details !== undefined && { details }),
    ...(own !== undefined && { own }),
    ...(input.innerExpires !== undefined && { given: input.innerExpires }),
  };
}

/** A token in a JWT, without a look at either expiry. */
function carried({ outerClaims, secret, place, ...input }: Input, carrier = CARRIER): { token: string } {
  const token = { [carrier]: tokenOf({ outerClaims, secret, place, ...input }) };
  const header = { typ: 'JWT', alg: 'HS256', ...(place === 'header' && token) };
  return { token: encoded(header, { ...outerClaims, ...(place === 'claim' && token) }, secret) };
}

const known = ({ details, own, given }: Expiries) => details ?? own ?? given;

/** Decides by another rule whether the outer JWT outlives the token. */
const outliving = (name: string, outlives: (expiries: Expiries) => boolean) =>
  embedding(name, (input) =>
    !isToken(tokenOf(input)) || CARRIER in input.outerClaims || outlives(expiriesOf(input)) ? refuse() : carried(input),
  );

const byRule = (exp: unknown, expires: number | undefined) =>
  typeof exp !== 'number' || expires === undefined || exp * 1000 > expires;

const embeddingMutants: readonly Mutant[] = [
  embedding('carries a token under another name', async (input, right) => {
    await right(input);
    return carried(input, 'ably-token');
  }),
  outliving('does not look at the expiry of the inner token', () => false),
  outliving('lets an outer JWT live forever', (all) => all.exp !== undefined && byRule(all.exp, known(all))),
  outliving('compares outer seconds with inner milliseconds', (all) => {
    const expires = known(all);
    return typeof all.exp !== 'number' || expires === undefined || all.exp > expires;
  }),
  outliving('compares expiries in whole seconds', (all) => {
    const expires = known(all);
    return byRule(all.exp, expires === undefined ? undefined : Math.ceil(expires / 1000) * 1000);
  }),
  outliving('refuses an outer JWT that expires with the token', (all) => {
    const expires = known(all);
    return byRule(all.exp, expires === undefined ? undefined : expires - 1);
  }),
  outliving('embeds opaque tokens of unknown expiry', (all) => byRule(all.exp, known(all) ?? Infinity)),
  outliving('does not read the expiry of an inner JWT', ({ own: _, ...all }) => byRule(all.exp, known(all))),
  outliving('believes the caller before an inner JWT', ({ exp, details, own, given }) =>
    byRule(exp, details ?? given ?? own),
  ),
  embedding('takes every token with two dots for a JWT', (input, right) => {
    const token = tokenOf(input);
    return typeof token === 'string' && isSigned(token) && ownExpiry(token) === undefined ? refuse() : right(input);
  }),
  embedding('embeds a token beside another', async (input, right) => {
    await right({ ...input, outerClaims: without(input.outerClaims, CARRIER) });
    return carried(input);
  }),
];

/** How JWTs that carry a token go wrong. */
export const embeddedMutants: readonly Mutant[] = [...extractingMutants, ...embeddingMutants];
