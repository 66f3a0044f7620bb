import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeAdapter } from './fake-adapter.testing.js';
import { prepare } from './prepare.js';

const node = (script: string) => [process.execPath, '--eval', script];

describe('prepare', () => {
  it('says which toolchain is missing, and installs nothing', async () => {
    const adapter = fakeAdapter({
      toolchain: [{ command: ['no-such-program-here', '--version'], needs: 'go' }],
      install: [node('require("fs").writeFileSync("installed", "")')],
    });
    expect(await prepare(adapter, 10_000)).toEqual({ notRun: 'no go on this machine', failed: false });
    expect(existsSync(join(adapter.folder, 'installed'))).toBe(false);
  });

  it('takes a toolchain that answers with an error for a missing one', async () => {
    const adapter = fakeAdapter({ toolchain: [{ command: node('process.exit(3)'), needs: 'python3 with venv' }] });
    expect(await prepare(adapter, 10_000)).toEqual({ notRun: 'no python3 with venv on this machine', failed: false });
  });

  it('runs the steps of the installation one after the other in the folder of the adapter', async () => {
    const write = node('require("fs").writeFileSync("first", "")');
    const read = node('require("fs").renameSync("first", "second")');
    const adapter = fakeAdapter({ install: [write, read] });
    expect(await prepare(adapter, 10_000)).toHaveProperty('installMs');
    expect(existsSync(join(adapter.folder, 'second'))).toBe(true);
  });

  it('shows the end of what a failing step wrote, and calls it an error', async () => {
    const adapter = fakeAdapter({ install: [node('console.error("hash mismatch"); process.exit(1)')] });
    const prepared = await prepare(adapter, 10_000);
    expect(prepared).toMatchObject({ failed: true });
    expect(prepared).toHaveProperty('notRun', expect.stringContaining('hash mismatch'));
  });

  it('ends an installation that outlives the limit', async () => {
    const adapter = fakeAdapter({ install: [node('setTimeout(() => {}, 60_000)')] });
    expect(await prepare(adapter, 1000)).toEqual({ notRun: 'installing took longer than 1 s', failed: false });
  });
});
