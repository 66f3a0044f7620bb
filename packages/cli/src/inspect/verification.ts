import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError } from '@ably-auth/validation';
import { notChecked, type Means, type Verification } from './inspection.js';

/** What is checked, and how. */
type Check = {
  readonly keyName: string;
  /** Refuses by an error. */
  readonly verify: (key: string) => Promise<unknown>;
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
};

/** Verifies with the key at hand, if it is the one that is named. */
export async function verifyWith(
  { key }: Means,
  { keyName, verify, checked, notChecked: others }: Check,
): Promise<Verification> {
  if (key === undefined) return notChecked('no key was given');
  const { name } = parseApiKey(key);
  if (name !== keyName) {
    return notChecked(`it names the key ${JSON.stringify(keyName)}, and that of ${name} was given`);
  }
  try {
    await verify(key);
    return { status: 'verified', checked, notChecked: others };
  } catch (error) {
    if (error instanceof AblyAuthError) return { status: 'refused', error };
    throw error;
  }
}
