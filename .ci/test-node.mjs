// `npm run test:node -- 24`: the unit tests of the packages and all vectors on another version of Node.
// Options after the version are those of vitest. Node comes from the npm registry; without it, nothing is run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [version = '', ...options] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version)) {
  console.error('usage: npm run test:node -- <version> [options of vitest], such as 24');
  process.exit(2);
}

const name = `node-${process.platform}-${process.arch}`;
const cache = `${root}node_modules/.cache/node-${version}`;
const node = `${cache}/node_modules/${name}/bin/node`;
if (!existsSync(node)) {
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', cache, `${name}@${version}`], {
    stdio: 'inherit',
  });
}
if (!existsSync(node)) {
  console.log(`not run: Node ${version}: the npm registry does not provide ${name}@${version}`);
  process.exit(0);
}

// What the tests start as `node` is this version too.
const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
const run = (...args) => {
  console.log(`== Node ${version}: ${args.join(' ')}`);
  return spawnSync(node, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
};
const passed = [
  run('packages/cli/dist/cli.js', 'conformance', 'run', '--', node, 'packages/conformance/dist/reference-adapter.js'),
  run('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'process', 'packages/', ...options),
];
process.exitCode = passed.every(Boolean) ? 0 : 1;
