import { readFile, stat } from 'node:fs/promises';
import { hostKey, type SealingKey, type ServiceKey } from '@ably-auth/server';
import { readSealingKey } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { UsageError } from '../failure.js';

/** What the config file holds. */
export type Config = {
  readonly keys: readonly ServiceKey[];
  readonly sealingKeys: readonly SealingKey[];
  readonly redis?: RedisConfig;
};

/** Where Redis is, and what is known of it. */
export type RedisConfig = { readonly url: string; readonly prefix?: string; readonly durable?: boolean };

const LIMITS = { maxBytes: 1_048_576, maxDepth: 8 };

/** Reads a config file. @throws {UsageError} that names the path of the error and quotes no secret */
export async function readConfigFile(path: string): Promise<Config> {
  const text = (await readText(path)).replace(/^\ufeff/, ''); // RFC 8259 §8.1
  try {
    return readConfig(parseJsonText(text, LIMITS, INVALID_REQUEST_BODY, 'config'));
  } catch (error) {
    if (!(error instanceof AblyAuthError || error instanceof UsageError)) throw error;
    const { jsonErrorIn } = await import('../parse-json.js');
    const wrong = jsonErrorIn(text);
    throw new UsageError(`${path}${wrong === undefined ? '' : `:${wrong.line}`}: ${error.message}`);
  }
}

/** The text of a file that an option names, of 1 MiB at most. @throws {UsageError} */
export async function readText(path: string, option = '--config'): Promise<string> {
  try {
    if ((await stat(path)).size <= LIMITS.maxBytes) return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option}: cannot read ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new UsageError(`${option}: ${path} is over ${LIMITS.maxBytes} bytes`);
}

function readConfig(value: unknown): Config {
  const { keys, sealingKeys, redis } = members(value, 'config', ['keys', 'sealingKeys', 'redis']);
  return {
    keys: list(keys, 'config.keys').map((each, i) => readKey(each, `config.keys[${i}]`)),
    sealingKeys: sealingKeys === undefined ? [] : readSealings(list(sealingKeys, 'config.sealingKeys')),
    ...(redis !== undefined && { redis: readRedis(redis) }),
  };
}

function readRedis(value: unknown): RedisConfig {
  const { url, prefix, durable } = members(value, 'config.redis', ['url', 'prefix', 'durable']);
  if (typeof url !== 'string') throw new UsageError('config.redis.url: must be a string');
  if (prefix !== undefined && typeof prefix !== 'string') throw new UsageError('config.redis.prefix: must be a string');
  if (durable !== undefined && typeof durable !== 'boolean') {
    throw new UsageError('config.redis.durable: must be true or false');
  }
  return { url, ...(prefix !== undefined && { prefix }), ...(durable !== undefined && { durable }) };
}

function readKey(value: unknown, path: string): ServiceKey {
  const { key, capability, revocableTokens } = members(value, path, ['key', 'capability', 'revocableTokens']);
  if (typeof key !== 'string') throw new UsageError(`${path}.key: must be a string`);
  if (revocableTokens !== undefined && typeof revocableTokens !== 'boolean') {
    throw new UsageError(`${path}.revocableTokens: must be true or false`);
  }
  return checkKey(
    {
      key,
      // Any value: it is checked as a capability.
      ...(capability === undefined ? {} : { capability: capability as NonNullable<ServiceKey['capability']> }),
      ...(revocableTokens === undefined ? {} : { revocableTokens }),
    },
    path,
  );
}

function readSealings(values: readonly unknown[]): readonly SealingKey[] {
  const keys = values.map(readSealing);
  const kids = keys.map(({ kid }) => kid);
  const again = kids.findIndex((kid, i) => kids.indexOf(kid) < i);
  if (again < 0) return keys;
  throw new UsageError(`config.sealingKeys[${again}].kid: an earlier sealing key has the same`);
}

function readSealing(value: unknown, index: number): SealingKey {
  const path = `config.sealingKeys[${index}]`;
  const key = members(value, path, ['kty', 'kid', 'k']) as SealingKey;
  try {
    readSealingKey(key);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message.replace('sealingKeys: ', '')}`);
  }
  return key;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new UsageError(`${path}: must be a list of one or more`);
}

/** The members of an object; one with another name is a mistake. */
function members(value: unknown, path: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${path}: must be an object`);
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return value as Record<string, unknown>;
  throw new UsageError(`${path}: has a member that is not known; known are ${names.join(', ')}`);
}

/** A key that the service can host. @throws {UsageError} that does not quote it */
export function checkKey(key: ServiceKey, from: string): ServiceKey {
  try {
    hostKey(key);
    return key;
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    throw new UsageError(`${from}: ${error.message}`);
  }
}
