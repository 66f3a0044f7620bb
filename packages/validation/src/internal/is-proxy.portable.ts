/**
 * Whether a value is a Proxy. Outside Node no platform call tells without running a trap, so the answer is no:
 * there a Proxy is read like the object it stands for, each member once.
 */
export function isProxy(_value: unknown): boolean {
  return false;
}
