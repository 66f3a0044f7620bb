import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { parseCapability } from './parse.js';

// V8 of Node 24 and 26 can read a name of one escaped character as a backslash, once it has read one that is
// (nodejs/node#63785). A process of its own has no other JSON text behind it.
const SEQUENCE = `
import { canonicalizeCapability, parseCapability } from '@ably-auth/capability';
for (let i = 0; i < 3; i++) canonicalizeCapability('{"a":["*"],"\\\\\\\\":["*"]}');
console.log(JSON.stringify(Object.entries(parseCapability('{"a":["*"],"\\\\u0041":["publish"]}'))));
`;

it('grants what a name with an escape says, in a process that has read a backslash before', () => {
  const printed = execFileSync(process.execPath, ['--input-type=module'], {
    input: SEQUENCE,
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
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
