import { z } from '#zod';
import { field, type FieldDoc } from './field.js';
import {
  capabilityText,
  clientId,
  keyName,
  mac,
  nonce,
  signedCapabilityText,
  timestamp,
  ttl,
} from './internal/shapes.js';
import { capabilityDoc, clientIdDoc, nonceDoc, ttlDoc } from './token-params.js';

const keyNameDoc: FieldDoc = {
  description: 'Name of the key that the token is asked of: the part of the API key before the first colon.',
  unit: '`<appId>.<keyId>`',
  examples: ['appId.keyId'],
  spec: ['TE2', 'RSA9a'],
  since: '0.8',
};

const timestampDoc: FieldDoc = {
  description: 'When the request was made. The service takes it within 2 minutes of its own clock, either way.',
  unit: 'whole milliseconds since the Unix epoch',
  examples: [1_750_000_000_000],
  spec: ['TE5', 'RSA9d'],
  since: '0.8',
  code: 'INVALID_PARAMETER_VALUE',
};

/** A TokenRequest without a MAC: it is sent with Basic auth and the same key. */
export const UnsignedTokenRequest = z
  .object({
    keyName: field(keyName, keyNameDoc),
    ttl: field(ttl, ttlDoc).optional(),
    capability: field(capabilityText, {
      ...capabilityDoc,
      absent: 'the service applies the capability of the key.',
    }).optional(),
    clientId: field(clientId, clientIdDoc).optional(),
    timestamp: field(timestamp, timestampDoc),
    nonce: field(nonce, { ...nonceDoc, absent: 'the service takes the request as often as it is sent.' }).optional(),
  })
  .strict();

/** A signed TokenRequest: who holds it can exchange it for a token, once (TE1). */
export const TokenRequest = z
  .object({
    keyName: field(keyName, keyNameDoc),
    ttl: field(ttl, ttlDoc).optional(),
    capability: field(signedCapabilityText, {
      ...capabilityDoc,
      description: `${capabilityDoc.description} The MAC covers this very text.`,
    }).optional(),
    clientId: field(clientId, clientIdDoc).optional(),
    timestamp: field(timestamp, timestampDoc),
    nonce: field(nonce, nonceDoc),
    mac: field(mac, {
      description: 'HMAC-SHA-256 of the sign text with the key secret.',
      unit: 'canonical padded base64 of 32 bytes (RFC 4648 §3.5)',
      examples: ['sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='],
      spec: ['TE2', 'RSA9g'],
      since: '0.8',
      code: 'INVALID_CREDENTIALS',
    }),
  })
  .strict();

/** The fields that the MAC covers, in the order of the sign text (RSA9g); a line feed follows each. */
export const signedFields = [
  'keyName',
  'ttl',
  'capability',
  'clientId',
  'timestamp',
  'nonce',
] as const satisfies readonly (keyof (typeof TokenRequest)['shape'])[];
