import { readTokenRequest, readUnsignedTokenRequest, verifyTokenRequest } from '@ably-auth/core';
import { validateTokenRequest, validateUnsignedTokenRequest, type UnsignedTokenRequest } from '@ably-auth/validation';
import { TIMESTAMP_MAX_SKEW_MS, TTL_DEFAULT_MS } from '@ably-auth/validation/limits';
import { isoTime } from '@ably-auth/validation/internal';
import { unitNotes } from '../unit-notes.js';
import { viewCapability } from './capability-view.js';
import { notChecked, type Inspection, type Means } from './inspection.js';
import { verifyWith } from './verification.js';

/** A TokenRequest, from its JSON text. */
export async function inspectRequest(text: string, isSigned: boolean, means: Means): Promise<Inspection> {
  const { value: request, leniencies } = isSigned ? readTokenRequest(text) : readUnsignedTokenRequest(text);
  const result = isSigned ? validateTokenRequest(request) : validateUnsignedTokenRequest(request);
  const { keyName, ttl, capability, clientId, timestamp, nonce } = request as UnsignedTokenRequest & {
    keyName: string;
  };
  const fields = { clientId, nonce };
  return {
    kind: isSigned ? 'TokenRequest' : 'unsigned TokenRequest',
    keyName,
    fields: Object.fromEntries(
      Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    times:
      timestamp === undefined
        ? {}
        : {
            timestamp: timeOf(timestamp),
            ...(isSigned ? { 'usable until': timeOf(timestamp + TIMESTAMP_MAX_SKEW_MS) } : {}),
          },
    capability: viewCapability(capability),
    ttl: ttl ?? TTL_DEFAULT_MS, // TK2a
    issues: result.ok ? [] : result.issues,
    leniencies,
    notes: [
      ...unitNotes(request),
      ...(ttl === undefined ? ['It asks for no ttl, and the service applies its default.'] : []),
      ...(capability === undefined ? ['It asks for no capability: the token gets that of the key.'] : []),
      ...(clientId === undefined ? ['It names no clientId: the token is anonymous.'] : []),
      ...(clientId === '*' ? ['The bearer of the token may assume any clientId.'] : []),
    ],
    verification: isSigned
      ? await verifyWith(means, {
          keyName,
          verify: (key) => verifyTokenRequest(text, { key, now: means.now }),
          checked: ['form', 'key name', 'MAC', 'timestamp within 2 minutes'],
          notChecked: ['whether the nonce was used before', 'what the key may do'],
        })
      : notChecked('it has no MAC; it must come with Basic auth'),
  };
}

/** A time for people and programs. */
export function timeOf(ms: number): { ms: number; iso: string | undefined } {
  return { ms, iso: isoTime(ms) };
}
