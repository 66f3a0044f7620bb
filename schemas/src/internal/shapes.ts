import { z } from '#zod';
import { limits } from '../limits.js';
import { patterns } from '../patterns.js';
import { maxMembers } from '../field.js';

// The bare shapes that several types share. Each type documents its own fields.

/** Whole milliseconds since the epoch. */
export const timestamp = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Whole seconds since the epoch (RFC 7519 NumericDate, without fractions). */
export const numericDate = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const ttl = z.number().int().min(limits.TTL_MIN_MS.value).max(limits.TTL_MAX_MS.value);

export const clientId = z
  .string()
  .min(1)
  .max(limits.CLIENT_ID_MAX_LENGTH.value)
  .regex(patterns.NO_CONTROL_CHARACTERS.regex);

export const nonce = z
  .string()
  .min(limits.NONCE_MIN_LENGTH.value)
  .max(limits.NONCE_MAX_LENGTH.value)
  .regex(patterns.NO_CONTROL_CHARACTERS.regex);

export const keyName = z.string().max(limits.KEY_NAME_MAX_LENGTH.value).regex(patterns.KEY_NAME.regex);

export const apiKey = z
  .string()
  .max(limits.KEY_NAME_MAX_LENGTH.value + 1 + limits.KEY_SECRET_MAX_LENGTH.value)
  .regex(patterns.API_KEY.regex);

export const mac = z.string().regex(patterns.MAC.regex);

export const token = z.string().min(1).max(limits.TOKEN_TEXT_MAX_BYTES.value);

/** Capability as JSON text; what the text says is judged by `parseCapability`. */
export const capabilityText = z.string().min(1).max(limits.TOKEN_TEXT_MAX_BYTES.value);

export const operation = z.string().min(1).max(limits.OPERATION_MAX_LENGTH.value);

export const resource = z.string().min(1).max(limits.RESOURCE_MAX_LENGTH.value);

export const capability = maxMembers(
  z.record(resource, z.array(operation).min(1).max(limits.RESOURCE_MAX_OPERATIONS.value)),
  limits.CAPABILITY_MAX_RESOURCES.value,
);

export const stringMap = z.record(z.string(), z.string());

/** A member that another version of the service may fill as it likes (RSF1). */
export const openObject = z.object({}).passthrough();
