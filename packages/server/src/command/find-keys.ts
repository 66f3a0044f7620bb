import type { ServiceKey } from '../service-key.js';
import { toBase64Url } from '../internal/base64.js';
import { randomBytes } from '../internal/random-bytes.js';
import type { SealingKey } from '../tokens/sealing-key.js';
import { readConfigFile } from './config-file.js';
import { UsageError } from './failure.js';
import { readKeyOption } from './key-option.js';
import type { Options } from './options.js';
import type { Surroundings } from './surroundings.js';

/** The keys of the service, and where they are from. */
export type FoundKeys = {
  readonly keys: readonly ServiceKey[];
  readonly sealingKeys: readonly SealingKey[];
  /** The key that was made because none was given. */
  readonly made?: string;
  /** What whoever started it should know. */
  readonly warnings: readonly string[];
};

const ON_COMMAND_LINE =
  'a key on the command line is seen in the list of processes and kept in the history of the shell: use --config';
const IN_ENVIRONMENT =
  'a key in ABLY_KEY is seen by every program that this user starts or inspects: use --config for a service that stays';

/** The keys of the command line and the config file; without any, that of ABLY_KEY; without that one, a new one. */
export async function findKeys(
  { key: given = [], config }: Pick<Options, 'key' | 'config'>,
  { environment }: Pick<Surroundings, 'environment'>,
): Promise<FoundKeys> {
  const file = config === undefined ? { keys: [], sealingKeys: [] } : await readConfigFile(config);
  const keys = [...file.keys, ...given.map((text) => readKeyOption(text, '--key'))];
  requireDistinct(keys);
  const { sealingKeys } = file;
  if (keys.length > 0) return { keys, sealingKeys, warnings: given.length > 0 ? [ON_COMMAND_LINE] : [] };
  const variable = environment['ABLY_KEY'] ?? '';
  if (variable !== '') {
    return { keys: [readKeyOption(variable, 'ABLY_KEY')], sealingKeys, warnings: [IN_ENVIRONMENT] };
  }
  const made = makeKey();
  return { keys: [{ key: made }], sealingKeys, made, warnings: [] };
}

/** A key for trying it out: letters and digits alone, so that no shell reads anything into it. */
function makeKey(): string {
  const word = (bytes: number) => toBase64Url(randomBytes(bytes)).replaceAll(/[-_]/g, 'x');
  return `local.${word(6)}:${word(24)}`;
}

function requireDistinct(keys: readonly ServiceKey[]): void {
  const names = keys.map(({ key }) => key.slice(0, key.indexOf(':')));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`key ${twice}: is given twice`);
}
