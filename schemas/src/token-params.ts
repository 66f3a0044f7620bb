import { z } from '#zod';
import { field, type FieldDoc } from './field.js';
import { capability, capabilityText, clientId, nonce, timestamp, ttl } from './internal/shapes.js';
import { limits } from './limits.js';

// What TokenParams and the two forms of a TokenRequest say of a field alike.

export const ttlDoc: FieldDoc = {
  description:
    'Requested lifetime of the token, in milliseconds. At most 24 hours, or 1 hour for a key with revocable tokens.',
  unit: 'whole milliseconds',
  absent: 'stays absent, and is signed as the empty string; the service applies 60 minutes.',
  examples: [3_600_000],
  spec: ['TK2a', 'TE4', 'RSA5', 'RSA9e'],
  since: '0.8',
  code: 'INVALID_PARAMETER_VALUE',
};

export const clientIdDoc: FieldDoc = {
  description: 'Identity of the bearer of the token. `*` lets the bearer assume any identity.',
  absent: 'the token is anonymous and may not assume an identity.',
  examples: ['alice', '*'],
  spec: ['TK2c', 'TE2', 'RSA7d'],
  since: '0.8',
  code: 'INVALID_CLIENT_ID',
};

export const nonceDoc: FieldDoc = {
  description:
    'Random text for one request; the service refuses a second request with the same key, timestamp and nonce.',
  unit: `${limits.NONCE_MIN_LENGTH.value} characters or more`,
  examples: ['Zm9vYmFyMTIzNDU2Nzg5MA'],
  spec: ['TK2e', 'TE2', 'RSA9c'],
  since: '0.8',
  code: 'INVALID_PARAMETER_VALUE',
};

export const capabilityDoc: FieldDoc = {
  description: 'Requested capability of the token. The token gets its intersection with the capability of the key.',
  absent: 'stays absent, and is signed as the empty string; the service applies the capability of the key.',
  examples: ['{"news":["subscribe"]}'],
  spec: ['TK2b', 'TE3', 'RSA6', 'RSA9f'],
  since: '0.8',
  code: 'BAD_REQUEST',
};

/** What a caller asks of a token (TK1). */
export const TokenParams = z
  .object({
    ttl: field(ttl, ttlDoc).optional(),
    capability: field(
      z.union([
        capabilityText,
        field(capability, {
          description: 'The capability as an object; signing makes it canonical text.',
          examples: [{ news: ['subscribe'] }],
          spec: ['TK2b', 'RSA9f'],
          since: '0.8',
          type: 'Capability',
        }),
      ]),
      {
        ...capabilityDoc,
        description: `${capabilityDoc.description} JSON text or an object; signing makes it canonical text.`,
        examples: ['{"news":["subscribe"]}', { news: ['subscribe'] }],
      },
    ).optional(),
    clientId: field(clientId, clientIdDoc).optional(),
    timestamp: field(timestamp, {
      description: 'When the request is made. Used once: never kept as a default.',
      unit: 'whole milliseconds since the Unix epoch',
      absent: 'the signer applies its clock, or that of the service with `queryTime`.',
      examples: [1_750_000_000_000],
      spec: ['TK2d', 'RSA9d', 'RSA10g'],
      since: '0.8',
      code: 'INVALID_PARAMETER_VALUE',
    }).optional(),
    nonce: field(nonce, {
      ...nonceDoc,
      absent: `the signer makes one from ${limits.NONCE_RANDOM_BITS.value} random bits.`,
    }).optional(),
  })
  .strict();
