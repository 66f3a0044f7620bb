import type { Sdk } from './sdk.testing.js';

/** A fault that an SDK has, or could have: its name completes "an implementation that …". */
export type Fault = {
  readonly name: string;
  /** Puts the fault into an implementation that has none. */
  spoil(sdk: Sdk): void;
};

export function fault(name: string, spoil: (sdk: Sdk) => void): Fault {
  return { name, spoil };
}

/** Characters as \uXXXX. */
export function escapeUnits(text: string, units: RegExp): string {
  return text.replace(units, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
