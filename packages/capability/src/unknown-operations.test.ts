import { describe, expect, it } from 'vitest';
import { parseCapability } from './parse.js';
import { unknownOperations } from './unknown-operations.js';

describe('unknownOperations', () => {
  it('knows the operations that Ably documents, and *', () => {
    const documented = [
      ['subscribe', 'publish', 'presence', 'object-subscribe', 'object-publish', 'annotation-subscribe'],
      ['annotation-publish', 'message-update-own', 'message-update-any', 'message-delete-own', 'message-delete-any'],
      ['history', 'stats', 'push-subscribe', 'push-admin', 'channel-metadata', 'privileged-headers'],
    ].flat();
    expect(unknownOperations(parseCapability({ a: documented, b: ['*'] }))).toEqual([]);
  });

  it('lists the others once, sorted', () => {
    const capability = parseCapability('{"a":["publish","fly"],"b":["fly","Publish","constructor"]}');
    expect(unknownOperations(capability)).toEqual(['Publish', 'constructor', 'fly']);
  });

  it('rejects a value that is not a capability', () => {
    expect(() => unknownOperations({ a: [] })).toThrow('expected a list of 1 to 64 operations, got an empty list');
  });
});
