import { ROOT } from '@ably-auth/checks/tool';
import { describe, expect, it } from 'vitest';
import { readAdapters } from './adapter.js';

describe('readAdapters', () => {
  it('finds the adapters of the SDKs and of our own packages, JavaScript and Python among those for CI', () => {
    const adapters = readAdapters(ROOT, []);
    expect(adapters.map(({ name }) => name)).toEqual([
      'ably-go',
      'ably-java',
      'ably-js',
      'ably-php',
      'ably-python',
      'ably-ruby',
      'ably-rust',
      'ably-auth-go',
      'ably-auth-java',
      'ably-auth-php',
      'ably-auth-python',
      'ably-auth-ruby',
    ]);
    expect(adapters.filter(({ ci }) => ci).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ably-js', 'ably-python']),
    );
    for (const { name, package: from, folder, own = false, worst } of adapters) {
      expect(worst).toHaveLength(own ? 0 : 3);
      expect(folder.endsWith(`/${own ? from : name}`)).toBe(true);
    }
  });

  it('reads those that are asked for, and refuses a name that has no adapter', () => {
    expect(readAdapters(ROOT, ['ably-js']).map(({ name }) => name)).toEqual(['ably-js']);
    expect(() => readAdapters(ROOT, ['ably-cobol'])).toThrow('no adapter "ably-cobol"; there are ably-go, ');
  });
});
