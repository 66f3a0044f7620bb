import { timeText } from '@ably-auth/validation/internal';
import { readTokenDetails } from '@ably-auth/core';
import { extractEmbeddedToken, verifyAblyJwt } from '@ably-auth/jwt';
import { ask, askLater, type Answer, type ToolError } from './answer.js';
import { partOf } from './create-jwt.js';
import { readCapability, type CapabilityReading } from './read-capability.js';

/** What the form of the inspecting tool holds. */
export type InspectForm = { token: string; key: string };

/** What the inspecting tool shows. */
export type Inspected = {
  readonly kind: string;
  /** Label and text. */
  readonly fields: readonly (readonly [string, string])[];
  /** What it permits; undefined if it does not say. */
  readonly capability: Answer<CapabilityReading> | undefined;
  /** Whether its signature and its times are valid, if a key was given and it is a JWT of that key. */
  readonly verified: 'yes' | 'not checked' | ToolError;
};

/** Says what a pasted JWT or TokenDetails is. */
export function inspectForm({ token, key }: InspectForm, now: number): Promise<Answer<Inspected>> {
  return askLater(async () => {
    const text = token.trim().replace(/^(authorization: *)?bearer +/i, '');
    if (text === '') throw new Error('Paste a JWT, or TokenDetails as JSON.');
    if (text.startsWith('{')) return inspectDetails(text, now);
    if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) {
      throw new Error(
        'This is neither a JWT nor JSON. An Ably token is opaque: only the service knows what it permits.',
      );
    }
    return inspectJwt(text, key, now);
  });
}

function inspectDetails(text: string, now: number): Inspected {
  const { value, leniencies } = readTokenDetails(text);
  const { issued, expires, clientId, keyName, capability } = value;
  return {
    kind: 'TokenDetails',
    fields: [
      ...field('key', keyName),
      ...field('clientId', clientId),
      ...(issued === undefined ? [] : [['issued', timeText(issued, now)] as const]),
      ...(expires === undefined ? [] : [['expires', timeText(expires, now)] as const]),
      ...leniencies.map(({ path, message }) => [path, message] as const),
    ],
    capability: capability === undefined ? undefined : readCapability(capability),
    verified: 'not checked',
  };
}

async function inspectJwt(jwt: string, key: string, now: number): Promise<Inspected> {
  const [header, claims] = [partOf(jwt, 0), partOf(jwt, 1)];
  const embedded = ask(() => extractEmbeddedToken(jwt));
  const capability = claims['x-ably-capability'];
  const verification = key === '' ? undefined : await askLater(() => verifyAblyJwt(jwt, { key, now: () => now }));
  const time = (name: string, label: string) =>
    typeof claims[name] === 'number' ? [[label, timeText(claims[name] * 1000, now)] as const] : [];
  return {
    kind: embedded.ok && embedded.value !== undefined ? 'JWT of an app, with a token in it' : 'JWT',
    fields: [
      ...field('key', header['kid']),
      ...field('algorithm', header['alg']),
      ...field('clientId', claims['x-ably-clientId']),
      ...field('revocation key', claims['x-ably-revocation-key']),
      ...time('iat', 'issued'),
      ...time('nbf', 'not before'),
      ...time('exp', 'expires'),
      ...(embedded.ok ? field('token in it', embedded.value?.token) : []),
    ],
    capability: typeof capability === 'string' ? readCapability(capability) : undefined,
    verified: verification === undefined ? 'not checked' : verification.ok ? 'yes' : verification.error,
  };
}

function field(label: string, value: unknown): (readonly [string, string])[] {
  return typeof value === 'string' ? [[label, value]] : [];
}
