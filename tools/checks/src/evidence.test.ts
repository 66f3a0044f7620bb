import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVIDENCE, evidencePage } from './evidence.js';
import { ROOT } from './tool.js';

const read = (path: string) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined);

it('the page says what the tools have kept', () => {
  expect(read(EVIDENCE), 'npm run evidence').toBe(evidencePage(read));
});

it('counts mutants that are known to be equivalent as neither found nor missed', () => {
  const files: Readonly<Record<string, unknown>> = {
    'tools/mutants/results.json': [
      {
        target: 'core',
        file: 'src/a.ts',
        date: '2026-01-02',
        killed: 8,
        timedOut: 1,
        survivors: [{}, { reason: 'the same' }],
      },
      { target: 'core', file: 'src/b.ts', date: '2026-01-01', killed: 1, timedOut: 0, survivors: [] },
    ],
  };
  const page = evidencePage((path) => (path in files ? JSON.stringify(files[path]) : undefined));
  expect(page).toContain(
    '| Errors put into core, 2 files | 10 of 11 found by its tests | 2026-01-01 | `npm run mutants -- core --files a.ts,b.ts` |',
  );
});

it('counts vectors and tests that failed on a runtime, and the threats that name a test', () => {
  const files: Readonly<Record<string, string>> = {
    'tools/runtimes/results.json':
      '{"date":"2026-01-01","outcomes":[{"runtime":"Bun","passed":8,"failed":2,"unit":{"passed":3,"failed":1}}]}',
    'SECURITY.md': '## Threats\n\n| a | b | [c](x.test.ts) |\n| a | b | none |\n\n## More',
  };
  const page = evidencePage((path) => files[path]);
  expect(page).toContain('| Vectors and portable unit tests on Bun | 8 of 10, 3 of 4 | 2026-01-01 |');
  expect(page).toContain('that shows the defence | 1 | each change |');
});
