import { z } from '#zod';
import { field } from './field.js';
import {
  capabilityText,
  clientId,
  filledText,
  keyName,
  numericDate,
  ablyAlgorithm,
  jwtType,
} from './internal/shapes.js';

/** The JOSE header of an Ably JWT; open, as RFC 7515 says. */
export const AblyJwtHeader = z
  .object({
    alg: field(ablyAlgorithm, {
      description: 'Algorithm of the signature. No other one is ever accepted.',
      examples: ['HS256'],
      spec: ['TN3'],
      since: '1.1',
    }),
    kid: field(keyName, {
      description: 'Name of the key whose secret signs the JWT.',
      unit: '`<appId>.<keyId>`',
      examples: ['appId.keyId'],
      spec: ['TN3'],
      since: '1.1',
    }),
    typ: field(jwtType, {
      description: 'Media type of the whole.',
      absent: 'the service takes it for `JWT`.',
      examples: ['JWT'],
      spec: ['TN3'],
      since: '1.1',
    }).optional(),
  })
  .passthrough();

/** The claims of an Ably JWT; open: the app may add its own. */
export const AblyJwtClaims = z
  .object({
    iat: field(numericDate, {
      description: 'When the JWT was issued.',
      unit: 'whole seconds since the Unix epoch',
      examples: [1_750_000_000],
      spec: ['TN3'],
      since: '1.1',
    }),
    exp: field(numericDate, {
      description: 'When the JWT expires. At most 24 hours after `iat`, or 1 hour for a key with revocable tokens.',
      unit: 'whole seconds since the Unix epoch',
      examples: [1_750_003_600],
      spec: ['TN3'],
      since: '1.1',
    }),
    nbf: field(numericDate, {
      description: 'Time before which the JWT is not accepted (RFC 7519 §4.1.5).',
      unit: 'whole seconds since the Unix epoch',
      absent: 'the JWT is valid from `iat` on.',
      examples: [1_750_000_000],
      spec: ['TN3'],
      since: '1.1',
    }).optional(),
    'x-ably-capability': field(capabilityText, {
      description:
        'Capability of the token as JSON text; the token has its intersection with the capability of the key.',
      absent: 'the service applies the capability of the key.',
      examples: ['{"news":["subscribe"]}'],
      spec: ['TN3'],
      since: '1.1',
    }).optional(),
    'x-ably-clientId': field(clientId, {
      description: 'Identity of the bearer; `*` lets the bearer assume any identity.',
      absent: 'the token is anonymous.',
      examples: ['alice'],
      spec: ['TN3'],
      since: '1.1',
    }).optional(),
    'x-ably-revocation-key': field(filledText, {
      description: 'Name by which this token can be revoked with a target of type `revocationKey`.',
      absent: 'the token can be revoked by clientId or channel only.',
      examples: ['tenant-7'],
      spec: ['TN3', 'TRT2a'],
      since: '2.1',
    }).optional(),
  })
  .passthrough();

/** Texts by a name, which packages look up. */
export type TextMap = { readonly meaning: string; readonly texts: Readonly<Record<string, string>> };

/** What a JWT is refused or created by, beside its schemas. */
export const jwtTexts = {
  JWT_REMEDIATIONS: {
    meaning:
      'How to fix a JWT that is refused, by reason; for the other reasons the remediation of the error code is right',
    texts: {
      capability: 'Write x-ably-capability as JSON text such as {"news":["subscribe"]}.',
      claims: 'Correct the claim that the message names.',
      embedded: 'Embed one token, as text.',
      malformed: 'Pass the JWT exactly as it was signed.',
      'not-yet-valid': 'Wait until nbf, which is in seconds.',
      signature: 'Sign with HS256 and the key secret: all of the key after its first colon.',
    },
  },
  SCOPED_CLAIMS: {
    meaning: 'What the names of claims begin with that end in a channel or a resource, by the params that set them',
    texts: {
      channelClaims: 'ably.channel.',
      publishRates: 'ably.limits.publish.perAttachment.maxRate.',
    },
  },
} as const satisfies Readonly<Record<string, TextMap>>;
