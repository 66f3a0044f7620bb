import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { REAL_VECTORS, temporaryFolder } from './fixtures/fixtures.testing.js';
import { loadVectors, runConformance } from './index.js';

// The adapters that docs/conformance.md shows: they are quoted as they are, and they run.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const adapters = join(root, 'examples/conformance-adapters');
const page = readFileSync(join(root, 'docs/conformance.md'), 'utf8');
const folder = temporaryFolder();
const vectors = loadVectors(REAL_VECTORS);

const found = (program: string, argument: string) => spawnSync(program, [argument]).status === 0;
const hasPython = found('python3', '--version');
const hasGo = found('go', 'version');
const missing = [...(hasPython ? [] : ['python3']), ...(hasGo ? [] : ['go'])];
if (missing.length > 0) console.info(`example adapters: not run, no ${missing.join(' and no ')} on this machine`);

describe('the page', () => {
  it.each(['python/adapter.py', 'go/adapter.go', 'typescript/adapter.ts'])('quotes %s as it is', (file) => {
    expect(page).toContain(`<!-- examples/conformance-adapters/${file} -->\n\n\`\`\``);
    expect(page).toContain(`\n${readFileSync(join(adapters, file), 'utf8')}\`\`\`\n`);
  });

  it('names every operation and every option of the command', () => {
    for (const { operation } of vectors.vectors) expect(page).toContain(`\`${operation}\``);
    const options = readFileSync(join(root, 'packages/conformance/src/program.ts'), 'utf8').match(/--[a-z-]+/g) ?? [];
    for (const option of options) expect(page).toContain(option);
  });
});

const run = async (command: readonly string[]) => {
  const { adapter, operations, warnings } = await runConformance({ command, vectors, timeoutMs: 30_000 });
  expect(warnings).toEqual([]);
  return { adapter, operations };
};

describe('the adapter in', () => {
  it.runIf(hasPython)('Python gives a first report', async () => {
    const { adapter, operations } = await run(['python3', join(adapters, 'python/adapter.py')]);
    expect(adapter.language).toMatch(/^Python 3/);
    expect(operations['mac']).toMatchObject({ failed: 0, unsupported: 0 });
    expect(operations['create-token-request']?.passed).toBeGreaterThan(30);
    expect(operations['create-token-request']?.failed).toBeGreaterThan(30);
    expect(operations['permits']).toMatchObject({ passed: 0, failed: 0 });
  });

  it.runIf(hasGo)('Go gives a first report', async () => {
    const built = join(folder, 'go-adapter');
    expect(spawnSync('go', ['build', '-o', built, join(adapters, 'go/adapter.go')]).stderr.toString()).toBe('');
    const { adapter, operations } = await run([built]);
    expect(adapter.language).toMatch(/^go1/);
    expect(operations['mac']).toMatchObject({ failed: 0, unsupported: 0 });
    expect(operations['parse-api-key']?.passed).toBeGreaterThan(10);
  });

  describe('TypeScript', () => {
    const built = join(folder, 'typescript-adapter.mjs');
    beforeAll(async () => {
      const { code } = await transform(readFileSync(join(adapters, 'typescript/adapter.ts'), 'utf8'), { loader: 'ts' });
      writeFileSync(built, code);
    });

    it('drives ably-js', async () => {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
      const { adapter, operations } = await run([process.execPath, built]);
      expect(adapter).toMatchObject({ sdk: 'ably-js', version: expect.stringMatching(/^2\./) as string });
      expect(operations['create-token-request']?.spec.passed).toBeGreaterThan(25);
      expect(operations['auth-url-request']?.spec.passed).toBeGreaterThan(30);
      expect(operations['forward-token-request']).toMatchObject({ failed: 0, unsupported: 0 });
    });
  });
});
