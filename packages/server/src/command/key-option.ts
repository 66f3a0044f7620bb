import { AblyAuthError } from '@ably-auth/validation';
import { hostKey, type ServiceKey } from '../service-key.js';
import { UsageError } from './failure.js';

/**
 * Reads `<appId>.<keyId>:<secret>[=<capability>]`. The capability begins at the last `={`: a secret may end in `=`, and
 * one that holds `={` itself can stand in the config file.
 *
 * @throws {UsageError} that does not quote it
 */
export function readKeyOption(text: string, from: string): ServiceKey {
  const at = text.lastIndexOf('={');
  if (at < 0) return checkKey({ key: text }, from);
  const { key } = checkKey({ key: text.slice(0, at) }, from);
  try {
    return checkKey({ key, capability: text.slice(at + 1) }, from);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // The fault would quote names of it, which are part of the secret where that one holds `={`.
    throw new UsageError(`${from}: what follows the last ={ is no capability for a key; --config tells what is wrong`);
  }
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
