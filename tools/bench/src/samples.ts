/** A capability of three resources as a server might write it: nothing sorted, nothing twice. */
export const threeResources = {
  'notifications:alice': ['subscribe'],
  'chat:room-42': ['subscribe', 'publish', 'presence', 'history'],
  'chat:lobby': ['subscribe', 'presence'],
};

/** Its text, the same every time. */
export const threeResourcesText = JSON.stringify(threeResources);

const OPERATIONS = ['subscribe', 'publish', 'presence', 'history', 'stats', 'push-subscribe'];

/** A capability of `size` resources in no order, three operations each; the same one for the same size. */
export function largeCapability(size: number): Record<string, string[]> {
  const names = Array.from({ length: size }, (_, index) => `chat:room-${index}`);
  // Steps of a number that shares no divisor with the sizes used visit every name once, in no alphabetic order.
  const step = 7919;
  return Object.fromEntries(
    names.map((_, index) => [
      names[(index * step) % size] ?? '',
      [0, 1, 2].map((offset) => OPERATIONS[(index * 5 + offset) % OPERATIONS.length] ?? ''),
    ]),
  );
}

/** Another object of the same meaning, members and lists sorted: what `canonicalize` needs to give the same text. */
export function sortedCapability(capability: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(capability)
      .toSorted()
      .map((name) => [name, [...new Set(capability[name])].toSorted()]),
  );
}
