import { verifyAblyJwt } from '@ably-auth/jwt';
import { validateAblyJwtClaims, validateAblyJwtHeader, type Issue } from '@ably-auth/validation';
import { JWT_ADVISED_MAX_BYTES } from '@ably-auth/validation/limits';
import { parseJson } from '../parse-json.js';
import { viewCapability } from './capability-view.js';
import { timeOf } from './inspect-request.js';
import { notChecked, type Inspection, type Means, type Time } from './inspection.js';
import { verifyWith } from './verification.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** A JWT that carries no token: an Ably JWT, or one that has nothing to do with Ably. Three parts. */
export async function inspectJwt(token: string, means: Means): Promise<Inspection> {
  const parts = token.split('.');
  const header = decode(parts[0], 'JWT header');
  const isEncrypted = parts.length !== 3;
  const claims = isEncrypted ? {} : decode(parts[1], 'JWT claims');
  const { kid, alg } = header;
  const isAbly = !isEncrypted && (isKeyName(kid) || Object.keys(claims).some((name) => /^(x-ably-|ably\.)/.test(name)));
  const capability = textIn(claims, 'x-ably-capability');
  return {
    kind: isAbly ? 'Ably JWT' : 'JWT',
    keyName: isKeyName(kid) ? kid : undefined,
    fields: {
      ...(typeof alg === 'string' ? { algorithm: alg } : {}),
      ...fieldsOf(claims),
    },
    times: { ...timeIn(claims, 'iat', 'issued'), ...timeIn(claims, 'exp', 'expires') },
    capability: viewCapability(capability),
    issues: isAbly ? issuesOf(header, claims) : [],
    leniencies: [],
    notes: isAbly
      ? [
          ...(capability === undefined ? ['It has no capability claim: it gets that of the key.'] : []),
          ...(claims['x-ably-clientId'] === undefined ? ['It names no clientId: its bearer is anonymous.'] : []),
          ...(token.length > JWT_ADVISED_MAX_BYTES ? ['It may be too long for an HTTP header.'] : []),
        ]
      : [`It is neither an Ably JWT nor carries an Ably token${isEncrypted ? ' in its header' : ''}.`],
    verification: isAbly
      ? await verifyWith(means, {
          keyName: typeof kid === 'string' ? kid : '',
          verify: (key) => verifyAblyJwt(token, { key, now: means.now }),
          checked: ['form', 'key name', 'signature', 'claims', 'issued and not yet expired'],
          notChecked: ['whether it was revoked', 'what the key may do'],
        })
      : notChecked('it is not signed with an Ably key'),
  };
}

function decode(part: string | undefined, name: string): JsonObject {
  const value = parseJson(Buffer.from(part ?? '', 'base64url').toString('utf8'), name);
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function isKeyName(kid: unknown): kid is string {
  return typeof kid === 'string' && /^[\w-]+\.[\w-]+$/.test(kid);
}

function textIn(claims: JsonObject, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' ? value : undefined;
}

function timeIn(claims: JsonObject, name: string, label: string): Record<string, Time> {
  const seconds = claims[name];
  return typeof seconds === 'number' ? { [label]: timeOf(seconds * 1000) } : {};
}

const SHOWN: readonly (readonly [RegExp, string])[] = [
  [/^x-ably-clientId$/, 'clientId'],
  [/^x-ably-revocation-key$/, 'revocation key'],
  [/^ably\.channel\.(.+)$/s, 'user claim for $1'],
  [/^ably\.limits\.publish\.perAttachment\.maxRate\.(.+)$/s, 'publish rate on $1'],
];

function fieldsOf(claims: JsonObject): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]): [string, string | number][] => {
      const shown = SHOWN.find(([pattern]) => pattern.test(name));
      if (shown === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
      return [[name.replace(...shown), value]];
    }),
  );
}

function issuesOf(header: JsonObject, claims: JsonObject): Issue[] {
  return [validateAblyJwtHeader(header), validateAblyJwtClaims(claims)].flatMap((result) =>
    result.ok ? [] : result.issues,
  );
}
