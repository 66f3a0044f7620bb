import { createHash, createHmac } from 'node:crypto';

export const FIELDS = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const;
export type Field = (typeof FIELDS)[number];
export type Lines = Record<Field, string>;

/** How a signer works, step by step. A mistake changes one step; two mistakes change two. */
export type Plan = {
  /** The whole API key. */
  readonly key: string;
  /** What is sent, without the MAC. */
  wire: Record<string, unknown>;
  /** What is signed for each field; empty where the field is absent. */
  signed: Lines;
  compose: (signed: Lines, wire: Record<string, unknown>) => string;
  encode: (text: string) => Uint8Array;
  secret: Uint8Array;
  digest: (secret: Uint8Array, octets: Uint8Array) => Uint8Array;
  mac: (digest: Uint8Array) => unknown;
};

export type Sent = { readonly request: Record<string, unknown>; readonly key: string };

export const hmac = (algorithm: string, secret: Uint8Array, octets: Uint8Array): Uint8Array =>
  createHmac(algorithm, secret).update(octets).digest();
export const hash = (algorithm: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  createHash(algorithm).update(Buffer.concat(parts)).digest();
export const base64 = (octets: Uint8Array | string) => Buffer.from(octets).toString('base64');
export const hex = (octets: Uint8Array | string) => Buffer.from(octets).toString('hex');
export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
export const inLines = (signed: Lines, end = '\n') => FIELDS.map((field) => signed[field] + end).join('');

export const secretOf = (key: string) => key.slice(key.indexOf(':') + 1);

/** The plan of a signer that makes no mistake. */
export function rightPlan(key: string, wire: Record<string, unknown>): Plan {
  const signed = Object.fromEntries(FIELDS.map((field) => [field, textOf(wire[field])])) as Lines;
  return {
    key,
    wire: { ...wire },
    signed,
    compose: (lines) => inLines(lines),
    encode: utf8,
    secret: utf8(secretOf(key)),
    digest: (secret, octets) => hmac('sha256', secret, octets),
    mac: base64,
  };
}

export const textOf = (value: unknown) =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** What a service receives from a signer that follows the plan. */
export function send(plan: Plan): Sent {
  const octets = plan.encode(plan.compose(plan.signed, plan.wire));
  return { key: plan.key, request: { ...plan.wire, mac: plan.mac(plan.digest(plan.secret, octets)) } };
}

/** Whether a verifier accepts what was sent: then the mistake was none. */
export function isRight({ key, request }: Sent): boolean {
  // A ttl of 0 is read as absent.
  const read = { ...request, ttl: request['ttl'] === 0 ? null : request['ttl'] };
  const { mac } = send(rightPlan(key, read)).request;
  return request['mac'] === mac && typeof (request['capability'] ?? '') === 'string';
}
