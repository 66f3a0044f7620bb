import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import { jwtError } from './jwt-error.js';
import type { JsonObject } from './decode.js';

/** Claims whose name ends in a channel or resource, and what they may hold. */
export type ScopedClaims = {
  /** By channel name: a text that the service attaches to messages of the bearer on that channel. */
  readonly channelClaims?: Readonly<Record<string, string>>;
  /** By resource: the messages a second that one attachment of the bearer may publish. */
  readonly publishRates?: Readonly<Record<string, number>>;
};

const CHANNEL = 'ably.channel.';
const PUBLISH_RATE = 'ably.limits.publish.perAttachment.maxRate.';

/** The claims as they stand in the JWT. */
export function toClaims({ channelClaims = {}, publishRates = {} }: ScopedClaims): Record<string, unknown> {
  const entries = [
    ...Object.entries(channelClaims).map(([name, value]) =>
      scoped('channelClaims', CHANNEL, name, value, isText(value)),
    ),
    ...Object.entries(publishRates).map(([name, value]) =>
      scoped('publishRates', PUBLISH_RATE, name, value, isRate(value)),
    ),
  ];
  return Object.fromEntries(entries);
}

/** What the claims of a JWT say of channels and rates. */
export function fromClaims(claims: JsonObject): Required<ScopedClaims> {
  return { channelClaims: pick(claims, CHANNEL, isText), publishRates: pick(claims, PUBLISH_RATE, isRate) };
}

function scoped(member: string, prefix: string, name: string, value: unknown, valid: boolean): [string, unknown] {
  if (name === '' || !valid) {
    const wanted = prefix === CHANNEL ? 'a string' : 'a positive number';
    throw new AblyAuthError(
      INVALID_PARAMETER_VALUE,
      `${member}[${JSON.stringify(name)}]: must have a name and ${wanted}`,
    );
  }
  return [prefix + name, value];
}

function pick<T>(
  claims: JsonObject,
  prefix: string,
  valid: (value: unknown) => value is T,
): Readonly<Record<string, T>> {
  const found = new Map<string, T>();
  for (const [claim, value] of Object.entries(claims)) {
    if (!claim.startsWith(prefix)) continue;
    if (!valid(value)) throw jwtError('claims', `JWT claims[${JSON.stringify(claim)}]: not what this claim may hold`);
    found.set(claim.slice(prefix.length), value);
  }
  return Object.fromEntries(found);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
