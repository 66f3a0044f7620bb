import { z } from '#zod';
import { ErrorInfo } from './error-info.js';
import { field } from './field.js';
import {
  batchResults,
  count,
  filledText,
  flag,
  revocationTargets,
  revocationType,
  timestamp,
} from './internal/shapes.js';

const target = field(filledText, {
  description: 'The target that this result is about, as `type:value`.',
  examples: ['clientId:alice'],
  spec: ['TRS2a', 'TRF2a'],
  since: '2.1',
});

/** Names the tokens that a revocation is to affect (TRT1). */
export const TokenRevocationTargetSpecifier = z
  .object({
    type: field(revocationType, {
      description: 'Kind of target: `clientId`, `revocationKey` or `channel`. Open: the service checks each target.',
      examples: ['clientId', 'revocationKey', 'channel'],
      spec: ['TRT2a'],
      since: '2.1',
    }),
    value: field(filledText, {
      description: 'What the target is called. A channel is compared literally with the resource names of a token.',
      examples: ['alice'],
      spec: ['TRT2b'],
      since: '2.1',
    }),
  })
  .strict();

/** Body of a request to `POST /keys/{keyName}/revokeTokens` (RSA17g). */
export const TokenRevocationRequest = z
  .object({
    targets: field(revocationTargets, {
      description: 'The targets, each as `type:value`.',
      unit: '1 to 100 targets',
      examples: [['clientId:alice', 'channel:news']],
      spec: ['RSA17b', 'RSA17g'],
      since: '2.1',
      code: 'BAD_REQUEST',
    }),
    issuedBefore: field(timestamp, {
      description: 'Tokens issued before this time are revoked. Not in the future, and at most an hour ago.',
      unit: 'whole milliseconds since the Unix epoch',
      absent: 'the service applies the present time.',
      examples: [1_750_000_000_000],
      spec: ['RSA17e'],
      since: '2.1',
      code: 'INVALID_PARAMETER_VALUE',
    }).optional(),
    allowReauthMargin: field(flag, {
      description: 'Whether the revocation takes effect 30 seconds later, so that clients can renew their tokens.',
      absent: 'the service applies false.',
      examples: [true],
      spec: ['RSA17f'],
      since: '2.1',
    }).optional(),
  })
  .strict();

/** A target whose tokens are revoked (TRS1). */
export const TokenRevocationSuccessResult = z
  .object({
    target,
    appliesAt: field(timestamp, {
      description: 'When the revocation takes effect.',
      unit: 'whole milliseconds since the Unix epoch',
      examples: [1_750_000_030_000],
      spec: ['TRS2b'],
      since: '2.1',
    }),
    issuedBefore: field(timestamp, {
      description: 'Tokens issued before this time are revoked.',
      unit: 'whole milliseconds since the Unix epoch',
      examples: [1_750_000_000_000],
      spec: ['TRS2c'],
      since: '2.1',
    }),
  })
  .passthrough();

/** A target that could not be revoked, and why (TRF1). */
export const TokenRevocationFailureResult = z
  .object({
    target,
    error: field(ErrorInfo, {
      description: 'Why the target was refused.',
      examples: [{ code: 40000, statusCode: 400, message: 'unknown target type' }],
      spec: ['TRF2b'],
      since: '2.1',
      type: 'ErrorInfo',
    }),
  })
  .passthrough();

/** The answer to a revocation request: a BatchResult (RSA17c, BAR1). */
export const TokenRevocationResult = z
  .object({
    successCount: field(count, {
      description: 'How many targets were revoked.',
      unit: 'targets',
      examples: [1],
      spec: ['BAR2a'],
      since: '2.1',
    }),
    failureCount: field(count, {
      description: 'How many targets were refused.',
      unit: 'targets',
      examples: [0],
      spec: ['BAR2b'],
      since: '2.1',
    }),
    results: field(
      batchResults(
        z.union([
          field(TokenRevocationSuccessResult, {
            description: 'A target whose tokens are revoked.',
            examples: [{ target: 'clientId:alice', appliesAt: 1_750_000_000_000, issuedBefore: 1_750_000_000_000 }],
            spec: ['TRS1'],
            since: '2.1',
            type: 'TokenRevocationSuccessResult',
          }),
          field(TokenRevocationFailureResult, {
            description: 'A target that could not be revoked.',
            examples: [
              { target: 'shoe:size', error: { code: 40000, statusCode: 400, message: 'unknown target type' } },
            ],
            spec: ['TRF1'],
            since: '2.1',
            type: 'TokenRevocationFailureResult',
          }),
        ]),
      ),
      {
        description: 'One result a target, in the order of the request.',
        examples: [[{ target: 'clientId:alice', appliesAt: 1_750_000_000_000, issuedBefore: 1_750_000_000_000 }]],
        spec: ['BAR2c', 'RSA17c'],
        since: '2.1',
      },
    ),
  })
  .passthrough();
