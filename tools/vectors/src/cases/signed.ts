import { json } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import type { Flag } from './flags.js';
import { KEY, KEY_NAME, NONCE, NOW, SECRET } from './material.js';

/** The input of a test: a request as it arrives, the key and the clock. */
export const received = (text: string, key = KEY) => ({ text, key, now: NOW });

/** Computes a MAC, as the oracle for MACs does it. */
export type ComputeMac = (text: string, secret: string, hash?: 'sha256' | 'sha512') => string;

const SIGNED = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const;

/** Members that stand in for a request's own: `undefined` takes one out. */
export type Change = { readonly [member: string]: JsonObject[string] | undefined };

export type Signing = {
  readonly secret?: string;
  /** What is signed in place of the members that are sent. */
  readonly signed?: Change;
  /** What is sent in place of the members that are signed. */
  readonly sent?: Change;
};

/** Signs requests as a careless SDK would: without a check. */
export function signer(mac: ComputeMac) {
  const base = { keyName: KEY_NAME, timestamp: NOW, nonce: NONCE };

  /** The members of a request, and its MAC. */
  function request(members: Change, { secret = SECRET, signed = {}, sent = {} }: Signing = {}): JsonObject {
    const fields: Change = { ...base, ...members, ...signed };
    const text = SIGNED.map((name) => `${written(fields[name])}\n`).join('');
    return present({ ...base, ...members, mac: mac(text, secret), ...sent });
  }

  return {
    request,
    input: (members: Change = {}, signing: Signing = {}, key = KEY) => received(json(request(members, signing)), key),
  };
}

/** A member as it is signed: null, nothing and the empty text are alike. */
function written(value: Change[string]): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}

function present(members: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
  );
}

/** A capability as the SDKs sign it: each text is valid, and not canonical. */
export const sdkTexts: readonly (readonly [name: string, about: string, capability: string, flags: readonly Flag[]])[] =
  [
    [
      'integer-like-names-first',
      'as a JavaScript object orders names',
      '{"2":["publish"],"10":["publish"],"!":["publish"]}',
      ['IntegerLikeNames'],
    ],
    ['duplicate-operations', 'with an operation twice', '{"a":["publish","publish"]}', ['DuplicateOperations']],
    [
      'spaces-and-escapes',
      "as Python's json.dumps writes it",
      '{"a": ["publish", "subscribe"], "\\u00e9": ["*"]}',
      ['SeparatorSpaces', 'NonAsciiEscaped'],
    ],
    [
      'code-point-order',
      'in the order of code points or bytes',
      '{"\ufb33":["*"],"\ud83d\ude00":["*"]}',
      ['CodePointOrder'],
    ],
    [
      'escaped-slashes',
      "as PHP's json_encode writes it",
      '{"a\\/b":["subscribe","publish"],"\\u00e9":["*"]}',
      ['SlashEscaped', 'NonAsciiEscaped', 'UnsortedOperations'],
    ],
    [
      'html-escapes',
      'as Gson writes it',
      '{"a\\u003c\\u003e\\u0026\\u003d\\u0027\\u2028":["publish"]}',
      ['HtmlEscaped', 'LineSeparatorEscaped'],
    ],
    ['out-of-order', 'as the caller wrote it', '{"b":["subscribe","publish"],"a":["*"]}', ['VerbatimText']],
    ['unknown-operation', 'with an operation that is not known yet', '{"a":["fly"]}', ['ClosedOperations']],
    ['default-of-everything', 'with everything for a default', '{"*":["*"]}', ['DefaultCapability']],
  ];
