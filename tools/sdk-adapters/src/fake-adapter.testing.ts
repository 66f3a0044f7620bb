import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from './adapter.js';
import type { SdkResult } from './compatibility.js';

/** An adapter in a folder of its own whose commands all succeed at once. */
export const fakeAdapter = (change: Partial<Adapter> = {}): Adapter => ({
  name: 'ably-fake',
  package: 'ably (nowhere)',
  ci: true,
  toolchain: [{ command: [process.execPath, '--version'], needs: 'node' }],
  install: [[process.execPath, '--eval', '0']],
  run: [process.execPath, '--eval', '0'],
  notes: [],
  worst: [],
  folder: mkdtempSync(join(tmpdir(), 'sdk-adapter-')),
  ...change,
});

const HELLO = {
  type: 'hello',
  protocol: 1,
  sdk: 'ably-fake',
  version: '1.2.3',
  language: 'Fake 1',
  operations: ['mac'],
};

/** An adapter that speaks the runner's lines; `answer` is the body of a function of the test's input. */
export function speakingAdapter(answer: string, causes: unknown): Adapter {
  const adapter = fakeAdapter({ run: [process.execPath, 'adapter.cjs'] });
  const script = `
    const answer = (input) => { ${answer} };
    let rest = '';
    process.stdin.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\\n');
      rest = lines.pop();
      for (const line of lines) {
        const { type, id, input } = JSON.parse(line);
        console.log(JSON.stringify(type === 'hello' ? ${JSON.stringify(HELLO)} : { id, ...answer(input) }));
      }
    });`;
  writeFileSync(join(adapter.folder, 'adapter.cjs'), script);
  if (causes !== undefined) writeFileSync(join(adapter.folder, 'causes.json'), JSON.stringify(causes));
  return adapter;
}

/** A result of one operation with one test of each outcome. */
export const fakeResult = (change: Partial<SdkResult> = {}): SdkResult => ({
  name: 'ably-fake',
  package: 'ably (nowhere)',
  version: '1.2.3',
  language: 'Fake 1',
  date: '2026-11-21',
  vectors: 'aa',
  notes: [],
  worst: [],
  totals: { spec: { passed: 1, failed: 1, unsupported: 0 }, decision: { passed: 0, failed: 0, unsupported: 1 } },
  tests: {
    'mac/plain/ascii': 'passed',
    'mac/plain/astral': [{ path: '$.mac', expected: 'a', actual: 'b', cause: null }],
    'mac/plain/empty': 'unsupported',
  },
  ...change,
});
