import { json } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY, KEY_NAME, NONCE, NOW, SECRET } from './material.js';

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
    /** Input of a test: the request as JSON text, the key and the clock. */
    input: (members: Change = {}, signing: Signing = {}, key = KEY, now = NOW): JsonObject => ({
      text: json(request(members, signing)),
      key,
      now,
    }),
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
export const sdkTexts: readonly { readonly name: string; readonly about: string; readonly capability: string }[] = [
  {
    name: 'integer-like-names-first',
    about: 'as a JavaScript object orders names',
    capability: '{"2":["publish"],"10":["publish"],"!":["publish"]}',
  },
  { name: 'duplicate-operations', about: 'with an operation twice', capability: '{"a":["publish","publish"]}' },
  {
    name: 'spaces-and-escapes',
    about: "as Python's json.dumps writes it",
    capability: '{"a": ["publish", "subscribe"], "\\u00e9": ["*"]}',
  },
  {
    name: 'code-point-order',
    about: 'in the order of code points or bytes',
    capability: '{"\ufb33":["*"],"\ud83d\ude00":["*"]}',
  },
  {
    name: 'escaped-slashes',
    about: "as PHP's json_encode writes it",
    capability: '{"a\\/b":["subscribe","publish"],"\\u00e9":["*"]}',
  },
  {
    name: 'html-escapes',
    about: 'as Gson writes it',
    capability: '{"a\\u003c\\u003e\\u0026\\u003d\\u0027\\u2028":["publish"]}',
  },
  { name: 'out-of-order', about: 'as the caller wrote it', capability: '{"b":["subscribe","publish"],"a":["*"]}' },
  { name: 'unknown-operation', about: 'with an operation that is not known yet', capability: '{"a":["fly"]}' },
  { name: 'default-of-everything', about: 'with everything for a default', capability: '{"*":["*"]}' },
];
