import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAdapters } from './adapter.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

describe('readAdapters', () => {
  it('finds the adapters of this repository, JavaScript and Python among those for CI', () => {
    const adapters = readAdapters(folder, []);
    expect(adapters.map(({ name }) => name)).toEqual([
      'ably-go',
      'ably-java',
      'ably-js',
      'ably-php',
      'ably-python',
      'ably-ruby',
      'ably-rust',
    ]);
    expect(adapters.filter(({ ci }) => ci).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ably-js', 'ably-python']),
    );
    for (const { worst } of adapters) expect(worst).toHaveLength(3);
    for (const { name, folder: own } of adapters) expect(own.endsWith(`/${name}`)).toBe(true);
  });

  it('reads those that are asked for, and refuses a name that has no adapter', () => {
    expect(readAdapters(folder, ['ably-js']).map(({ name }) => name)).toEqual(['ably-js']);
    expect(() => readAdapters(folder, ['ably-cobol'])).toThrow('no adapter "ably-cobol"; there are ably-go, ');
  });
});
