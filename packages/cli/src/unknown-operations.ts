import type { Output } from './output.js';

/** Warns of operations that Ably does not document: it refuses them. */
export function warnOfUnknown(operations: readonly string[], output: Output): void {
  if (operations.length === 0) return;
  const names = operations.map((name) => JSON.stringify(name)).join(', ');
  output.warn(`the service refuses operations that it does not know: ${names}`);
}
