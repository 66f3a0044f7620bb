import { z } from '#zod';
import { field } from './field.js';
import { capability, capabilityText, clientId, nonce, timestamp, ttl } from './internal/shapes.js';

/** What a caller asks of a token (TK1). */
export const TokenParams = z
  .object({
    ttl: field(ttl, {
      description: 'Life asked for the token. At most 24 hours, or 1 hour for a key with revocable tokens.',
      unit: 'whole milliseconds',
      absent: 'stays absent in the request; the service applies 60 minutes.',
      examples: [3_600_000],
      spec: ['TK2a', 'RSA5', 'RSA9e'],
      since: '0.8',
      code: 'INVALID_PARAMETER_VALUE',
    }).optional(),
    capability: field(
      z.union([
        capabilityText,
        field(capability, {
          description: 'The capability as an object; signing makes it canonical text.',
          examples: [{ news: ['subscribe'] }],
          spec: ['TK2b', 'RSA9f'],
          since: '0.8',
          type: 'CapabilityInput',
        }),
      ]),
      {
        description:
          'Capability asked for the token, as JSON text or as an object; signing makes it canonical text. The token gets its intersection with the capability of the key.',
        absent: 'stays absent in the request; the service applies the capability of the key.',
        examples: ['{"news":["subscribe"]}', { news: ['subscribe'] }],
        spec: ['TK2b', 'RSA6', 'RSA9f'],
        since: '0.8',
        code: 'BAD_REQUEST',
      },
    ).optional(),
    clientId: field(clientId, {
      description: 'Identity of the bearer of the token. `*` lets the bearer assume any identity.',
      absent: 'the token is anonymous and may not assume an identity.',
      examples: ['alice', '*'],
      spec: ['TK2c', 'RSA7d'],
      since: '0.8',
      code: 'INVALID_CLIENT_ID',
    }).optional(),
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
      description:
        'Random text that is used once; the service refuses a second request with the same key, timestamp and nonce.',
      unit: '16 characters or more',
      absent: 'the signer makes one from 128 random bits.',
      examples: ['Zm9vYmFyMTIzNDU2Nzg5MA'],
      spec: ['TK2e', 'RSA9c'],
      since: '0.8',
      code: 'INVALID_PARAMETER_VALUE',
    }).optional(),
  })
  .strict();
