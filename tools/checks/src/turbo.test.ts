import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openTree } from './tree.js';
import { workspacesOf } from './workspaces.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

type Task = { readonly taskId: string; readonly dependencies: readonly string[] };

function turbo(...args: string[]): string {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  return execFileSync(process.execPath, ['node_modules/turbo/bin/turbo', 'run', 'build', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
}

describe('the graph of turbo', () => {
  it('builds a package after what it depends on, and after generate', () => {
    const { tasks } = JSON.parse(turbo('--dry=json')) as { tasks: Task[] };
    const workspaces = workspacesOf(openTree(ROOT));
    for (const { folder, name, dependencies } of workspaces.filter((each) => each.folder.startsWith('packages/'))) {
      const task = tasks.find(({ taskId }) => taskId === `${name}#build`);
      const own = workspaces.filter((other) => dependencies.has(other.name)).map((other) => `${other.name}#build`);
      expect(task?.dependencies, folder).toEqual(expect.arrayContaining(['//#generate', ...own]));
    }
    expect(tasks.find(({ taskId }) => taskId === '//#generate')?.dependencies).toContain('@ably-auth/codegen#build');
  });

  it('replays a second build from the cache', () => {
    turbo('--output-logs=none');
    const [, cached, total] = /Cached: +(\d+) cached, (\d+) total/.exec(turbo('--output-logs=none')) ?? [];
    expect(Number(total)).toBeGreaterThan(0);
    expect(cached).toBe(total);
  });
});
