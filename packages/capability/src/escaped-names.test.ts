import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

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
