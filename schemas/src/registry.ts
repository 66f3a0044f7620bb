import type { z } from '#zod';
import { AblyJwtClaims, AblyJwtHeader } from './ably-jwt.js';
import { ApiKey } from './api-key.js';
import { AuthOptions } from './auth-options.js';
import { Capability } from './capability.js';
import { ErrorInfo } from './error-info.js';
import type { errorCodes } from './error-codes.js';
import type { SpecPoint } from './spec-points.js';
import { TokenDetails } from './token-details.js';
import { TokenParams } from './token-params.js';
import {
  TokenRevocationFailureResult,
  TokenRevocationRequest,
  TokenRevocationResult,
  TokenRevocationSuccessResult,
  TokenRevocationTargetSpecifier,
} from './token-revocation.js';
import { TokenRequest, UnsignedTokenRequest } from './token-request.js';

/** A member that is not JSON: a function. The JSON Schema leaves it out; type and validator have it. */
export type Callable = {
  readonly description: string;
  /** Name of its TypeScript type. */
  readonly type: string;
  /** What the name stands for, in terms of registered types. */
  readonly tsType: string;
  readonly spec: readonly SpecPoint[];
  readonly since: string;
};

/** A type of the protocol, as the generators see it. */
export type Entry = {
  readonly name: string;
  /** File under `schemas/src` that defines it. */
  readonly source: string;
  readonly schema: z.ZodType;
  readonly description: string;
  /** Error code of an invalid value that no field claims. */
  readonly code: keyof typeof errorCodes;
  readonly callables?: Readonly<Record<string, Callable>>;
  /** TypeScript type, where JSON Schema cannot say it. */
  readonly tsType?: string;
  /** Whether it only occurs inside other types; it has no validator of its own. */
  readonly isPart?: boolean;
  /** Rules that no JSON Schema can say, and who checks them. */
  readonly rules?: readonly string[];
};

/** Every type of the protocol. A type after those that it holds. */
export const registry: readonly Entry[] = [
  {
    name: 'ApiKey',
    source: 'api-key.ts',
    schema: ApiKey,
    description: 'A full API key, secret included.',
    code: 'INVALID_CREDENTIALS',
    rules: [
      'Key name at most 128, secret at most 256 characters: checked by `parseApiKey`, which also names the usual causes of an invalid key.',
    ],
  },
  {
    name: 'Capability',
    source: 'capability.ts',
    schema: Capability,
    description: 'What a token permits: operations by resource.',
    code: 'BAD_REQUEST',
    tsType: 'Readonly<Record<string, readonly Operation[]>>',
    rules: [
      '`*` stands alone in its list, and a lone surrogate is refused: checked by `parseCapability`.',
      'Whether the service knows an operation: checked by `unknownOperations`.',
    ],
  },
  {
    name: 'TokenParams',
    source: 'token-params.ts',
    schema: TokenParams,
    description: 'What a caller asks of a token.',
    code: 'BAD_REQUEST',
    rules: [
      'What the capability says, `{}` included, is checked when the request is signed.',
      'The ttl limit of 1 hour for revocable tokens is checked by the service, which knows the key.',
    ],
  },
  {
    name: 'UnsignedTokenRequest',
    source: 'token-request.ts',
    schema: UnsignedTokenRequest,
    description: 'A TokenRequest without a MAC, sent with Basic auth and the same key.',
    code: 'INVALID_REQUEST_BODY',
    rules: ['What the capability says is checked by `parseCapability`.'],
  },
  {
    name: 'TokenRequest',
    source: 'token-request.ts',
    schema: TokenRequest,
    description: 'A signed TokenRequest: anyone who holds it can exchange it for a token, once.',
    code: 'INVALID_REQUEST_BODY',
    rules: ['The MAC, then the time window and what the capability says: checked by `verifyTokenRequest`.'],
  },
  {
    name: 'TokenDetails',
    source: 'token-details.ts',
    schema: TokenDetails,
    description: 'A token and what is known of it.',
    code: 'INVALID_REQUEST_BODY',
  },
  {
    name: 'AuthOptions',
    source: 'auth-options.ts',
    schema: AuthOptions,
    description: 'How a client obtains its credentials.',
    code: 'INVALID_PARAMETER_VALUE',
    callables: {
      authCallback: {
        description:
          'Called when a token is needed; answers with a TokenRequest, a TokenDetails or a token string, through the callback or a promise.',
        type: 'AuthCallback',
        tsType:
          '(params: TokenParams, callback: (error: ErrorInfo | Error | string | null, token: TokenRequest | TokenDetails | string | null) => void) => void | Promise<TokenRequest | TokenDetails | string | void>',
        spec: ['AO2b', 'RSA8d'],
        since: '0.8',
      },
    },
  },
  {
    name: 'ErrorInfo',
    source: 'error-info.ts',
    schema: ErrorInfo,
    description: 'An error as the service reports it.',
    code: 'INVALID_REQUEST_BODY',
  },
  {
    name: 'TokenRevocationTargetSpecifier',
    source: 'token-revocation.ts',
    schema: TokenRevocationTargetSpecifier,
    description: 'Names the tokens that a revocation is to affect.',
    code: 'BAD_REQUEST',
  },
  {
    name: 'TokenRevocationRequest',
    source: 'token-revocation.ts',
    schema: TokenRevocationRequest,
    description: 'Body of a request to revoke tokens.',
    code: 'INVALID_REQUEST_BODY',
    rules: ['How far `issuedBefore` lies in the past is checked by the service, by its own clock.'],
  },
  {
    name: 'TokenRevocationSuccessResult',
    source: 'token-revocation.ts',
    schema: TokenRevocationSuccessResult,
    description: 'A target whose tokens are revoked.',
    isPart: true,
    code: 'INVALID_REQUEST_BODY',
  },
  {
    name: 'TokenRevocationFailureResult',
    source: 'token-revocation.ts',
    schema: TokenRevocationFailureResult,
    description: 'A target that could not be revoked, and why.',
    isPart: true,
    code: 'INVALID_REQUEST_BODY',
  },
  {
    name: 'TokenRevocationResult',
    source: 'token-revocation.ts',
    schema: TokenRevocationResult,
    description: 'The answer to a revocation request.',
    code: 'INVALID_REQUEST_BODY',
  },
  {
    name: 'AblyJwtHeader',
    source: 'ably-jwt.ts',
    schema: AblyJwtHeader,
    description: 'The JOSE header of an Ably JWT.',
    code: 'INVALID_JWT',
  },
  {
    name: 'AblyJwtClaims',
    source: 'ably-jwt.ts',
    schema: AblyJwtClaims,
    description: 'The claims of an Ably JWT.',
    code: 'INVALID_JWT',
    rules: [
      '`exp` lies after `iat`, within the ttl limits: checked where the JWT is verified.',
      '`ably.channel.<name>` (a string) and `ably.limits.publish.perAttachment.maxRate.<resource>` (a number) are claims with open names.',
    ],
  },
];
