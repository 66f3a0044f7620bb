import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './tool.js';

const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const [, table = ''] = /## Threats\n([^]*?)\n## /.exec(page) ?? [];
const rows = Array.from(
  table.matchAll(/^\| (.+?) +\| .+? +\| \[(.+?)\]\((.+?)\) +\|$/gm),
  ([, threat = '', title = '', file = '']) => ({
    threat,
    title,
    file,
  }),
);

describe('the threats of SECURITY.md', () => {
  it('have a test each', () => {
    const lines = table.split('\n').filter((line) => line.startsWith('| ')).length;
    expect(rows).toHaveLength(lines - 2);
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows)('$threat: the test exists', ({ title, file }) => {
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${title}'`);
  });
});
