import type { SealingKey, ServiceKey } from '@ably-auth/server';
import { toBase64Url } from '@ably-auth/validation/internal';
import { UsageError } from '../failure.js';
import type { Io } from '../io.js';
import { keyInEnvironment } from '../key-source.js';
import { checkKey, readConfigFile, type RedisConfig } from './config-file.js';
import type { ServiceOptions } from './service-options.js';

/** The keys of the service, and where they are from. */
export type FoundKeys = {
  readonly keys: readonly ServiceKey[];
  readonly sealingKeys: readonly SealingKey[];
  readonly redis?: RedisConfig;
  /** The key that was generated because none was configured. */
  readonly generated?: string;
  /** For the operator. */
  readonly warnings: readonly string[];
};

const ON_COMMAND_LINE =
  'a key on the command line is seen in the list of processes and kept in the history of the shell: use --config';
const inEnvironment = (name: string) =>
  `a key in ${name} is seen by every program that this user starts or inspects: use --config for a long-running service`;

/** The keys of the command line and the config file; without any, that of the environment; without that, a new one. */
export async function findKeys(
  { key: given = [], config }: Pick<ServiceOptions, 'key' | 'config'>,
  { environment }: Pick<Io, 'environment'>,
): Promise<FoundKeys> {
  const { keys: configured, ...file } =
    config === undefined ? { keys: [], sealingKeys: [] } : await readConfigFile(config);
  const keys = [...configured, ...given.map((text) => readKeyOption(text, '--key'))];
  requireDistinct(keys);
  if (keys.length > 0) return { ...file, keys, warnings: given.length > 0 ? [ON_COMMAND_LINE] : [] };
  const found = keyInEnvironment(environment);
  if (found !== undefined) {
    return { ...file, keys: [readKeyOption(found.key, found.from)], warnings: [inEnvironment(found.from)] };
  }
  const generated = generateKey();
  return { ...file, keys: [{ key: generated }], generated, warnings: [] };
}

/** A key for trying it out: letters and digits alone, so that no shell reads anything into it. */
function generateKey(): string {
  const word = (bytes: number) => toBase64Url(crypto.getRandomValues(new Uint8Array(bytes))).replaceAll(/[-_]/g, 'x');
  return `local.${word(6)}:${word(24)}`;
}

function requireDistinct(keys: readonly ServiceKey[]): void {
  const names = keys.map(({ key }) => key.slice(0, key.indexOf(':')));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`key ${twice}: is given twice`);
}

/**
 * Reads `<appId>.<keyId>:<secret>[=<capability>]`. The capability begins at the last `={`: a secret may end in `=`, and
 * one that holds `={` itself can stand in the config file.
 *
 * @throws {UsageError} that does not quote it
 */
function readKeyOption(text: string, from: string): ServiceKey {
  const at = text.lastIndexOf('={');
  if (at < 0) return checkKey({ key: text }, from);
  const { key } = checkKey({ key: text.slice(0, at) }, from);
  try {
    return checkKey({ key, capability: text.slice(at + 1) }, from);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // The message would quote names of it, which are part of the secret if that one holds `={`.
    throw new UsageError(`${from}: the capability after "=" is invalid; use --config for details`);
  }
}
