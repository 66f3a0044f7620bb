/** What a value is, for a message; never the value itself, which may be a secret. */
export function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
