import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { cause, type Cause } from '../cause.js';
import { FIELDS, type Evidence, type Field } from './signing.js';
import { readJson, type JsonNode } from './read-json.js';

/** What a signer meant to send, as far as it is known. */
export type Intended = {
  readonly ttl?: number | string | null | undefined;
  readonly capability?: string | object | null | undefined;
  readonly clientId?: string | null | undefined;
  readonly timestamp?: number | string | null | undefined;
  readonly nonce?: string | null | undefined;
};

/** The request as it is written: nothing is checked, so that a request that is wrong can be explained. */
export type WrittenRequest = {
  readonly carried: Evidence['carried'];
  readonly intended: Evidence['intended'];
  readonly given: Evidence['given'];
  readonly mac: string;
  /** Whether the MAC was sent as a string. */
  readonly isMacText: boolean;
  /** What is wrong with the request before any MAC is computed. */
  readonly causes: readonly Cause[];
};

export const SENT_AS_OBJECT = cause(
  'capability.sent-as-object',
  'the capability was sent as a JSON object, not as text',
  'Send the capability as the JSON text that was signed: a string.',
  ['auth servers that parse the request and send it on'],
);
const misnamed = cause(
  'fields.misnamed',
  'a member was sent with a name of another spelling, which no service reads',
  'Name the members keyName, ttl, capability, clientId, timestamp, nonce and mac.',
  ['Python and Ruby code: client_id', 'PHP code: client_id', '.NET serializers: ClientId'],
);

export const REQUEST_CAUSES: readonly Cause[] = [SENT_AS_OBJECT, misnamed];

/**
 * Takes the fields out of a request, as JSON text or as an object.
 *
 * @throws {AblyAuthError} 40001 if it is not a JSON object or has no MAC
 */
export function readEvidence(request: unknown, intended: Intended): WrittenRequest {
  const members = membersOf(request);
  const misnamedMac = [...members].find(([name]) => plain(name) === 'mac');
  const mac = members.get('mac') ?? misnamedMac?.[1];
  const macText = mac === undefined ? undefined : textOf(mac);
  if (mac === undefined || macText === undefined) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest.mac: expected the MAC as Base64 text, got nothing', {
      remediation: 'Explain the whole signed request, the mac included.',
    });
  }
  const carried: Partial<Record<Field, string>> = {};
  const meant: Partial<Record<Field, string>> = {};
  const misspelt: [Field, string][] = [];
  const causes: Cause[] = [];
  for (const [name, node] of members) {
    const field = FIELDS.find((candidate) => plain(candidate) === plain(name));
    const text = textOf(node);
    if (field === undefined || text === undefined) continue;
    if (name === field) carried[field] = text;
    else misspelt.push([field, text]);
    if (name === 'capability' && node.kind !== 'string') causes.push(SENT_AS_OBJECT);
  }
  if (!members.has('mac')) causes.push(misnamed);
  for (const [field, text] of misspelt) {
    if (carried[field] !== undefined) continue;
    meant[field] = text;
    causes.push(misnamed);
  }
  for (const field of FIELDS) {
    const value = field === 'keyName' ? undefined : intended[field];
    if (value === undefined || value === null) continue;
    meant[field] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  const given = typeof intended.capability === 'string' ? intended.capability : undefined;
  return {
    carried,
    intended: meant,
    given,
    mac: macText,
    isMacText: mac.kind === 'string',
    causes: [...new Set(causes)],
  };
}

/** A request as JSON text; empty for what JSON does not have. */
export function asText(request: unknown): string {
  if (typeof request === 'string') return request;
  const text: string | undefined = JSON.stringify(request);
  return text ?? '';
}

function membersOf(request: unknown): Map<string, JsonNode> {
  const text = asText(request);
  if (text.length > 2 * TOKEN_TEXT_MAX_BYTES) {
    throw new AblyAuthError(
      INVALID_REQUEST_BODY,
      `TokenRequest: expected at most ${TOKEN_TEXT_MAX_BYTES} bytes of JSON text, got more`,
    );
  }
  const node = readJson(text);
  if (node?.kind !== 'object')
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest: expected a JSON object, got something else');
  return new Map(node.members);
}

/** A value as a signer may have signed it; undefined for null, which stands for absence. */
export function textOf(node: JsonNode): string | undefined {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'literal') return node.text === 'null' ? undefined : node.text;
  return compact(node);
}

/** A node as compact JSON text, its order and its numbers as they are written. */
export function compact(node: JsonNode): string {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'string') return JSON.stringify(node.value);
  if (node.kind === 'array') return `[${node.items.map(compact).join(',')}]`;
  return `{${node.members.map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`).join(',')}}`;
}

/** `client_id`, `ClientID` and `clientId` are one name to people. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
