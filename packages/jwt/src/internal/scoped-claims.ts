import { SCOPED_CLAIMS } from '@ably-auth/validation/internal';
import { jwtError } from './jwt-error.js';
import type { JsonObject } from './decode.js';
import { ownMembers, type Members, type Refuse } from './read.js';

/** Claims whose name ends in a channel or resource, and what they may hold. */
export type ScopedClaims = {
  /** By channel name: a text that the service attaches to messages of the bearer on that channel. */
  readonly channelClaims?: Readonly<Record<string, string>>;
  /** By resource: the messages per second that one attachment of the bearer may publish. */
  readonly publishRates?: Readonly<Record<string, number>>;
};

type Scope = { readonly prefix: string; readonly expected: string; readonly accepts: (value: unknown) => boolean };

const SCOPES: Readonly<Record<keyof ScopedClaims, Scope>> = {
  channelClaims: {
    prefix: SCOPED_CLAIMS.channelClaims,
    expected: 'a string',
    accepts: (value) => typeof value === 'string',
  },
  publishRates: {
    prefix: SCOPED_CLAIMS.publishRates,
    expected: 'a positive number',
    accepts: (value) => Number.isFinite(value) && (value as number) > 0,
  },
};

/** Adds what the params say of channels or rates to the claims. */
export function addScoped(claims: Members, member: keyof ScopedClaims, given: unknown, refuse: Refuse): void {
  const { prefix, expected, accepts } = SCOPES[member];
  const values = given === undefined ? {} : ownMembers(given);
  if (values === undefined) throw refuse(member, 'a plain object', given);
  for (const [name, value] of Object.entries(values)) {
    const path = `${member}[${JSON.stringify(name)}]`;
    if (name === '') throw refuse(path, 'a name', name);
    if (!accepts(value)) throw refuse(path, expected, value);
    claims[prefix + name] = value;
  }
}

/** What the claims of a JWT say of channels or rates, by channel or resource. */
export function readScoped<T>(claims: JsonObject, member: keyof ScopedClaims): Readonly<Record<string, T>> {
  const { prefix, expected, accepts } = SCOPES[member];
  const found = Object.entries(claims).filter(([claim]) => claim.startsWith(prefix));
  for (const [claim, value] of found) {
    if (!accepts(value))
      throw jwtError('claims', `JWT claims[${JSON.stringify(claim)}]: expected ${expected}, got ${typeof value}`);
  }
  return Object.fromEntries(found.map(([claim, value]) => [claim.slice(prefix.length), value as T]));
}
