import type { ApiKey } from '@ably-auth/core';
import type { Cause } from '../cause.js';
import { HMAC_SHA_256 } from '../causes/digest.js';
import { FIELDS, terminated, utf8, type Signing, type Evidence } from './signing.js';
import { readEvidence, type Intended } from './evidence.js';

/** A MAC that is to be explained, and what it should be made of. */
export type Question = {
  readonly base: Signing;
  readonly evidence: Evidence;
  readonly mac: string;
  /** Whether the MAC was sent as a string. */
  readonly isMacText: boolean;
  /** What is known to be wrong before any MAC is computed. */
  readonly causes: readonly Cause[];
  readonly isSignText: boolean;
};

/** The MAC of a request. */
export function questionOfRequest(
  request: unknown,
  key: Pick<ApiKey, 'name' | 'secret'>,
  intended: Intended = {},
): Question {
  const { carried, intended: meant, given, mac, isMacText, causes } = readEvidence(request, intended);
  const lines = FIELDS.map((field) => {
    const text = carried[field] ?? '';
    const isNumber = field === 'ttl' || field === 'timestamp';
    // 60000.0 and 6e4 are the number 60000; ttl 0 is read as absent.
    const number = isNumber && text !== '' && Number.isSafeInteger(Number(text)) ? String(Number(text)) : text;
    return field === 'ttl' && number === '0' ? '' : number;
  });
  return {
    ...questionOf(lines, terminated, key),
    evidence: { carried, intended: meant, given, key },
    mac,
    isMacText,
    causes,
    isSignText: true,
  };
}

/** A MAC of a text, which may be a sign text. */
export function questionOfText(
  { text, mac }: { text: string; mac: string },
  key: Pick<ApiKey, 'name' | 'secret'>,
): Question {
  if (typeof text !== 'string' || typeof mac !== 'string') throw new TypeError('text, mac: expected two strings');
  const isEnded = text.endsWith('\n');
  const lines = (isEnded ? text.slice(0, -1) : text).split('\n');
  const isSignText = isEnded && lines.length === FIELDS.length;
  const carried = isSignText
    ? Object.fromEntries(FIELDS.map((field, index) => [field, lines[index] || undefined]))
    : {};
  const join = isEnded ? terminated : (all: readonly string[]) => all.join('\n');
  return {
    ...questionOf(lines, join, key),
    evidence: { carried, intended: {}, key },
    mac,
    isMacText: true,
    causes: [],
    isSignText,
  };
}

function questionOf(lines: readonly string[], join: Signing['join'], key: Pick<ApiKey, 'secret'>) {
  return { base: { lines, join, encode: utf8, secret: utf8(key.secret), digest: HMAC_SHA_256 } };
}
