import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOT } from './tool.js';

type Task = { readonly taskId: string; readonly dependencies: readonly string[] };
type Manifest = { readonly name: string; readonly dependencies?: Readonly<Record<string, string>> };

function turbo(...args: string[]): string {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  return execFileSync(process.execPath, ['node_modules/turbo/bin/turbo', 'run', 'build', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
}

describe('turbo', () => {
  it('builds a package after its dependencies, and after generate', () => {
    const { tasks } = JSON.parse(turbo('--dry=json')) as { tasks: Task[] };
    for (const folder of readdirSync(`${ROOT}packages`)) {
      const manifest = readFileSync(`${ROOT}packages/${folder}/package.json`, 'utf8');
      const { name, dependencies = {} } = JSON.parse(manifest) as Manifest;
      const task = tasks.find(({ taskId }) => taskId === `${name}#build`);
      const built = tasks.map(({ taskId }) => taskId.replace('#build', '')).filter((other) => other in dependencies);
      expect(task?.dependencies, folder).toEqual(
        expect.arrayContaining(['//#generate', ...built.map((other) => `${other}#build`)]),
      );
    }
    expect(tasks.find(({ taskId }) => taskId === '//#generate')?.dependencies).toContain('@ably-auth/codegen#build');
  });

  it('replays a second build from the cache', () => {
    turbo('--output-logs=none');
    const [, cached, total] = /Cached: +(\d+) cached, (\d+) total/.exec(turbo('--output-logs=none')) ?? [];
    expect(Number(total)).toBeGreaterThan(0);
    expect(cached).toBe(total);
  }, 300_000);
});
