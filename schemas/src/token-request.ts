import { z } from '#zod';
import { field, type FieldDoc } from './field.js';
import { capabilityText, clientId, keyName, mac, nonce, timestamp, ttl } from './internal/shapes.js';

const unsigned = {
  keyName: field(keyName, {
    description: 'Name of the key that the token is asked of: the part of the API key before the first colon.',
    unit: '`<appId>.<keyId>`',
    examples: ['appId.keyId'],
    spec: ['TE2', 'RSA9a'],
    since: '0.8',
  }),
  ttl: field(ttl, {
    description: 'Life asked for the token. At most 24 hours, or 1 hour for a key with revocable tokens.',
    unit: 'whole milliseconds',
    absent: 'signed as the empty string; the service applies 60 minutes.',
    examples: [3_600_000],
    spec: ['TE4', 'RSA5', 'RSA9e'],
    since: '0.8',
    code: 'INVALID_PARAMETER_VALUE',
  }).optional(),
  capability: field(capabilityText, {
    description: 'Capability asked for the token, as canonical JSON text. The MAC covers this very text.',
    absent: 'signed as the empty string; the service applies the capability of the key.',
    examples: ['{"news":["subscribe"]}'],
    spec: ['TE3', 'RSA6', 'RSA9f'],
    since: '0.8',
    code: 'BAD_REQUEST',
  }).optional(),
  clientId: field(clientId, {
    description: 'Identity of the bearer of the token. `*` lets the bearer assume any identity.',
    absent: 'signed as the empty string; the token is anonymous.',
    examples: ['alice', '*'],
    spec: ['TE2', 'TK2c'],
    since: '0.8',
    code: 'INVALID_CLIENT_ID',
  }).optional(),
};

const timestampDoc: FieldDoc = {
  description: 'When the request was signed. The service takes it within 2 minutes of its own clock, either way.',
  unit: 'whole milliseconds since the Unix epoch',
  examples: [1_750_000_000_000],
  spec: ['TE5', 'RSA9d'],
  since: '0.8',
  code: 'INVALID_PARAMETER_VALUE',
};

const nonceDoc: FieldDoc = {
  description:
    'Random text that is used once; the service refuses a second request with the same key, timestamp and nonce.',
  unit: '16 characters or more',
  examples: ['Zm9vYmFyMTIzNDU2Nzg5MA'],
  spec: ['TE2', 'RSA9c'],
  since: '0.8',
  code: 'INVALID_PARAMETER_VALUE',
};

/** A TokenRequest without a MAC: it is sent with Basic auth and the same key. Its timestamp is required all the same. */
export const UnsignedTokenRequest = z
  .object({
    ...unsigned,
    timestamp: field(timestamp, timestampDoc),
    nonce: field(nonce, {
      ...nonceDoc,
      absent: 'the service accepts the request as often as it is sent while its timestamp is current.',
    }).optional(),
  })
  .strict();

/** A signed TokenRequest: whoever holds it can exchange it for a token, once (TE1). */
export const TokenRequest = z
  .object({
    ...unsigned,
    timestamp: field(timestamp, timestampDoc),
    nonce: field(nonce, nonceDoc),
    mac: field(mac, {
      description: 'HMAC-SHA-256 of the sign text with the key secret.',
      unit: 'standard base64 of 32 bytes with padding; of the texts that decode alike only the one with zero unused bits',
      examples: ['sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='],
      spec: ['TE2', 'RSA9g'],
      since: '0.8',
      code: 'INVALID_CREDENTIALS',
    }),
  })
  .strict();
