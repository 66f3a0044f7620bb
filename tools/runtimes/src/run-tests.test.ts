import { execFileSync } from 'node:child_process';
import { ROOT } from '@ably-auth/checks/tool';
import { expect, it } from 'vitest';
import { portableTests } from './bundle-tests.js';
import type { TestOutcome } from './run-tests.js';

it("runs tests of every package on all runtimes, but none that needs Node's crypto on workers", () => {
  const [processes, workers] = [portableTests(ROOT, false), portableTests(ROOT, true)];
  for (const name of ['validation', 'capability', 'core', 'jwt'])
    expect(workers.filter((path) => path.startsWith(`packages/${name}/src/`))).not.toEqual([]);
  expect(processes).toEqual(expect.arrayContaining(workers));
  expect(processes.filter((path) => !workers.includes(path))).toContain(
    'packages/core/src/verify-token-request.test.ts',
  );
  // It starts a process.
  expect(processes).not.toContain('packages/capability/src/escaped-names.test.ts');
});

it('counts what passes, and names what fails: tests, and files that cannot be read', () => {
  const program = `
import { describe, expect, it, runTests } from ${JSON.stringify(new URL('../dist/run-tests.js', import.meta.url).href)};
const files = {
  'a.test.ts': async () => {
    it('passes', () => expect({ a: 1 }).toEqual(expect.objectContaining({ a: 1 })));
    describe('a group', () => it('fails', async () => expect(await 1).toBe(2)));
  },
  'b.test.ts': async () => { throw new Error('no such export'); },
};
console.log(JSON.stringify(await runTests(files)));`;
  // A process of its own: this one runs tests already.
  const printed = execFileSync(process.execPath, ['--input-type=module'], { input: program, encoding: 'utf8' });
  expect(JSON.parse(printed) as TestOutcome).toEqual({
    passed: 1,
    failures: [
      expect.stringMatching(/a\.test\.ts > a group > fails: expected 1 to be 2/),
      expect.stringMatching(/b\.test\.ts: no such export/),
    ],
  });
});
