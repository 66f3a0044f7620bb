import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it, vi } from 'vitest';
import { parseCapability } from './parse.js';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// V8 of Node 24 and 26 can read a name of one escaped character as a backslash, once it has read one that is
// (nodejs/node#63785). A process of its own has no other JSON text behind it.
const SEQUENCE = `
import { canonicalizeCapability, parseCapability } from ${JSON.stringify(source('index.ts'))};
for (let i = 0; i < 3; i++) canonicalizeCapability('{"a":["*"],"\\\\\\\\":["*"]}');
console.log(JSON.stringify(Object.entries(parseCapability('{"a":["*"],"\\\\u0041":["publish"]}'))));
`;

it('grants what a name with an escape says, in a process that has read a backslash before', async () => {
  const { outputFiles } = await build({
    stdin: { contents: SEQUENCE, loader: 'ts', resolveDir: source('.') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    alias: {
      '@ably-auth/validation/internal': source('../../validation/src/internal.ts'),
      '@ably-auth/validation/error-codes': source('../../validation/src/gen/error-codes.ts'),
      '@ably-auth/validation/limits': source('../../validation/src/gen/limits.ts'),
      '@ably-auth/validation/operations': source('../../validation/src/gen/operations.ts'),
      '@ably-auth/validation': source('../../validation/src/index.ts'),
    },
  });
  const program = outputFiles[0]?.text ?? '';
  const printed = execFileSync(process.execPath, ['--input-type=module'], { input: program, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual([
    ['A', ['publish']],
    ['a', ['*']],
  ]);
});

it('leaves no name with an escape to JSON.parse, whose V8 may misread it', () => {
  const parse = vi.spyOn(JSON, 'parse');
  try {
    expect(Object.keys(parseCapability('{"a":["*"],"\\u0041":["publish"],"b\\\\" : ["*"]}'))).toEqual([
      'A',
      'a',
      'b\\',
    ]);
    const texts = parse.mock.calls.map(([text]) => text);
    expect(texts).toContain('"\\u0041"');
    expect(texts.filter((text) => /\\[^"]*"\s*:/.test(text))).toEqual([]);
  } finally {
    parse.mockRestore();
  }
});
