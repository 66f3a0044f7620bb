import { canonicalizeCapability } from '@ably-auth/capability';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { largeCapability, sortedCapability, threeResources, threeResourcesText } from '../samples.js';
import { createAblys, createOurs } from './create.js';
import { exampleRequests, validators } from './validate.js';

describe('both sides of a benchmark do the same work', () => {
  it.each([
    ['text', () => threeResourcesText],
    ['an object', () => structuredClone(threeResources)],
  ])('create: the same request for the same nonce and timestamp, capability as %s', async (_, capability) => {
    const fixed = { clientId: 'alice', timestamp: 1_750_000_000_000, nonce: '0123456789abcdef' };
    const ours = createOurs({ ...fixed, capability: capability() });
    const ablys = await createAblys({ ...fixed, capability: capability() });
    expect(ours.mac).toBe(ablys.mac);
    expect({ ...ours }).toEqual({ ...ablys });
  });

  it('create: both make a timestamp and a fresh nonce', async () => {
    for (const create of [createOurs, createAblys]) {
      const [first, second] = [await create({}), await create({})];
      expect(first.timestamp).toBeGreaterThan(1_700_000_000_000);
      expect(first.nonce).not.toBe(second.nonce);
    }
  });

  it.each([3, 10, 100, 1000, 5000])('canonicalise: the same text of %d resources', (size) => {
    const capability = size === 3 ? threeResources : largeCapability(size);
    expect(Object.keys(capability)).toHaveLength(size);
    const sorted = sortedCapability(capability);
    expect(Object.keys(capability)).not.toEqual(Object.keys(sorted));
    const text = canonicalize(sorted);
    expect(canonicalizeCapability(capability)).toBe(text);
    // As text, 5000 resources are over the 128 KiB that the protocol allows.
    if (size < 5000) expect(canonicalizeCapability(JSON.stringify(capability))).toBe(text);
  });

  it.each([
    ['valid', true],
    ['invalid', false],
  ])('validate: all say that the %s requests are', async (_, valid) => {
    const requests = exampleRequests(valid);
    expect(requests.length).toBeGreaterThanOrEqual(3);
    for (const [name, isValid] of Object.entries(await validators())) {
      expect([name, requests.map(isValid)]).toEqual([name, requests.map(() => valid)]);
    }
  });
});
