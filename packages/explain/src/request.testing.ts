import { createHmac } from 'node:crypto';

// The sign text and the MAC written out a second time: no test here takes them from the packages under test.

export const KEY_NAME = 'appId.keyId';
export const SECRET = 'Zm9v:YmFy-s3cr.et';
export const KEY = `${KEY_NAME}:${SECRET}`;

export type Fields = {
  keyName?: string;
  ttl?: number | string | null;
  capability?: string | object | null;
  clientId?: string | null;
  timestamp?: number | string;
  nonce?: string;
};

/** A request whose fields have something for every mistake to show in. */
export const REQUEST = {
  keyName: KEY_NAME,
  ttl: 7_200_000,
  capability: '{"chat/é":["publish","subscribe"],"news":["history"]}',
  clientId: 'Zoë & Co',
  timestamp: 1_750_000_000_123,
  nonce: '0123456789abcdef',
} satisfies Fields;

export function signTextOf({ keyName, ttl, capability, clientId, timestamp, nonce }: Fields): string {
  return [keyName, ttl, capability, clientId, timestamp, nonce]
    .map((field) => `${typeof field === 'object' && field !== null ? JSON.stringify(field) : (field ?? '')}\n`)
    .join('');
}

export function macOf(text: string | Uint8Array, secret: string | Uint8Array = SECRET): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

/** The request with the MAC of what was signed in its place. */
export function signedAs(signed: Fields, request: Fields = REQUEST): Fields & { mac: string } {
  return { ...request, mac: macOf(signTextOf({ ...request, ...signed })) };
}
