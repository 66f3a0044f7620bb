import { createHash, createHmac } from 'node:crypto';

/**
 * A model of any program that signs a TokenRequest, step by step, so that a mistake can be made at each of them.
 * Written from the protocol alone; it shares no code with the search that is measured.
 */
export type Field = 'keyName' | 'ttl' | 'capability' | 'clientId' | 'timestamp' | 'nonce';
export const fields: readonly Field[] = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];

export interface Signer {
  readonly keyName: string;
  readonly keySecret: string;
  secret: Uint8Array;
  /** What stands for each field in the text that is signed. */
  signed: Record<Field, string>;
  order: Field[];
  /** The whole text of the fields that are to be signed. */
  layout: (lines: string[], names: Field[]) => string;
  encode: (text: string) => Uint8Array;
  digest: (secret: Uint8Array, text: Uint8Array) => Uint8Array;
  /** What stands for the digest in the member `mac`. */
  form: (mac: Uint8Array) => unknown;
  /** The other members that are sent. */
  sent: Record<string, unknown>;
  resources: Record<string, string[]> | undefined;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
export const hmac =
  (hash: string) =>
  (secret: Uint8Array, text: Uint8Array): Uint8Array =>
    createHmac(hash, secret).update(text).digest();
export const hashed = (hash: string, bytes: Uint8Array): Uint8Array => createHash(hash).update(bytes).digest();

export function correctSigner(keyName: string, keySecret: string, sent: Record<string, unknown>): Signer {
  const signed = Object.fromEntries(fields.map((field) => [field, textOf(sent[field])])) as Record<Field, string>;
  return {
    keyName,
    keySecret,
    secret: utf8(keySecret),
    signed,
    order: [...fields],
    layout: (lines) => lines.map((line) => `${line}\n`).join(''),
    encode: utf8,
    digest: hmac('sha256'),
    form: base64,
    sent: { ...sent },
    resources: sent['capability'] === undefined ? undefined : JSON.parse(sent['capability'] as string),
  };
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function signedText(signer: Signer): string {
  return signer.layout(
    signer.order.map((field) => signer.signed[field]),
    signer.order,
  );
}

export function requestOf(signer: Signer): Record<string, unknown> {
  const mac = signer.form(signer.digest(signer.secret, signer.encode(signedText(signer))));
  return { ...signer.sent, mac };
}

/** Whether a verifier accepts the request: the MAC over what is sent, in its one form. */
export function isRight(request: Record<string, unknown>, keyName: string, keySecret: string): boolean {
  const { mac, ...sent } = request;
  const read = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== ''));
  if (read['ttl'] === 0) delete read['ttl'];
  const text = fields.map((field) => `${textOf(read[field])}\n`).join('');
  return read['keyName'] === keyName && mac === base64(hmac('sha256')(utf8(keySecret), utf8(text)));
}
