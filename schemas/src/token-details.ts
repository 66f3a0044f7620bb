import { z } from '#zod';
import { field } from './field.js';
import { clientId, looseCapabilityText, plainText, timestamp, token } from './internal/shapes.js';

/** A token and what is known of it; only the token itself is required (TD1, RSA16b). */
export const TokenDetails = z
  .object({
    token: field(token, {
      description: 'The token: an Ably token or a JWT. Opaque to a client.',
      examples: ['appId.opaque-token'],
      spec: ['TD2', 'TN1', 'RSA16b'],
      since: '0.8',
    }),
    issued: field(timestamp, {
      description: 'When the token was issued.',
      unit: 'whole milliseconds since the Unix epoch',
      absent: 'not known.',
      examples: [1_750_000_000_000],
      spec: ['TD4'],
      since: '0.8',
    }).optional(),
    expires: field(timestamp, {
      description: 'When the token expires: `issued` plus the ttl that was granted.',
      unit: 'whole milliseconds since the Unix epoch',
      absent: 'not known.',
      examples: [1_750_003_600_000],
      spec: ['TD3'],
      since: '0.8',
    }).optional(),
    capability: field(looseCapabilityText, {
      description:
        'Capability of the token as canonical JSON text: the intersection of what was asked and what the key has.',
      absent: 'not known.',
      examples: ['{"news":["subscribe"]}'],
      spec: ['TD5'],
      since: '0.8',
    }).optional(),
    clientId: field(clientId, {
      description: 'Identity of the bearer; `*` lets the bearer assume any identity.',
      absent: 'the token is anonymous, or its identity is not known.',
      examples: ['alice', '*'],
      spec: ['TD6'],
      since: '0.8',
      code: 'INVALID_CLIENT_ID',
    }).optional(),
    keyName: field(plainText, {
      description: 'Name of the key that the token was issued with. The service adds it; clients do not need it.',
      absent: 'not known.',
      examples: ['appId.keyId'],
      spec: [],
      since: '0.8',
    }).optional(),
  })
  .passthrough();
