import { assertTokenParams, type TokenParams } from '@ably-auth/validation';
import { INVALID_CLIENT_ID, INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import {
  CLIENT_ID_MAX_LENGTH,
  NONCE_MAX_LENGTH,
  NONCE_MIN_LENGTH,
  TTL_MAX_MS,
  TTL_MIN_MS,
} from '@ably-auth/validation/limits';
import { isSignable, signableText } from './signable.js';

/** What was asked, each member named: what a polluted Object.prototype holds was not asked for. */
export type Asked = { [Name in keyof TokenParams]-?: TokenParams[Name] | undefined };

/** Reads params strictly; what the capability says is judged where it is made canonical. */
export function readParams(params: TokenParams = {}): Asked {
  return readPlainParams(params) ?? readValidParams(params);
}

/** Judged by the validator, which has the last word and finds every issue. */
function readValidParams(params: TokenParams): Asked {
  assertTokenParams(params);
  const asked = nothing();
  Object.assign(asked, params);
  signableText('clientId', asked.clientId, INVALID_CLIENT_ID);
  signableText('nonce', asked.nonce, INVALID_PARAMETER_VALUE);
  return asked;
}

/**
 * Params that are right beyond doubt: plain, no other member, no getter, each value of its type and within bounds.
 * The validator takes a quarter of the time of the MAC; this takes a tenth. Undefined says that there is a doubt.
 */
function readPlainParams(params: TokenParams): Asked | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(params);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const asked = nothing();
  for (const name in params) {
    // Neither a getter nor what is inherited has a value here, and no rule takes undefined.
    const value: unknown = Object.getOwnPropertyDescriptor(params, name)?.value;
    if (name === 'ttl' && isWhole(value, TTL_MIN_MS, TTL_MAX_MS)) asked.ttl = value;
    else if (name === 'capability' && isCapability(value)) asked.capability = value;
    else if (name === 'clientId' && isText(value, 1, CLIENT_ID_MAX_LENGTH)) asked.clientId = value;
    else if (name === 'timestamp' && isWhole(value, 0, Number.MAX_SAFE_INTEGER)) asked.timestamp = value;
    // The limits count code points: of 2 n UTF-16 units there are n at least.
    else if (name === 'nonce' && isText(value, 2 * NONCE_MIN_LENGTH, NONCE_MAX_LENGTH)) asked.nonce = value;
    else return undefined;
  }
  return asked;
}

function nothing(): Asked {
  return { ttl: undefined, capability: undefined, clientId: undefined, timestamp: undefined, nonce: undefined };
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isText(value: unknown, minUnits: number, maxUnits: number): value is string {
  return typeof value === 'string' && value.length >= minUnits && value.length <= maxUnits && isSignable(value);
}

function isCapability(value: unknown): value is NonNullable<TokenParams['capability']> {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}
