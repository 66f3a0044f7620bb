const utf8 = new TextEncoder();

/** Compares two texts in a time that depends on the length of the first alone. */
export function constantTimeEqual(given: string, right: string): boolean {
  const a = utf8.encode(given);
  const b = utf8.encode(right);
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i % b.length] as number);
  return difference === 0;
}
