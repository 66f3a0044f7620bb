import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { npm, packAll } from './pack.js';
import { FOR_NODE, installAll } from './packed.testing.js';
import { typeCheck } from './type-check.testing.js';
import { ROOT } from './tool.js';

const CACHE = join(ROOT, 'node_modules/.cache/typescript-versions');
const VERSIONS = ['5.4.5', '5.5.4', '5.6.3', '5.7.3', '5.8.3', '5.9.3', '6.0.3', '7.0.2'];
const RESOLUTIONS = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

const folder = mkdtempSync(join(tmpdir(), 'ably-auth-typescript-'));
const project = join(folder, 'consumer');
const aliasOf = (version: string) => `typescript-${version}`;

beforeAll(() => {
  const packages = packAll(ROOT, folder);
  installAll(packages, project);
  const specifiers = packages.flatMap(({ manifest: { name, exports = {} } }) =>
    Object.entries(exports)
      .filter(([, target]) => target.endsWith('.js'))
      .map(([subpath]) => name + subpath.slice(1))
      .filter((specifier) => !FOR_NODE.includes(specifier)),
  );
  const lines = specifiers.map((specifier, at) => `import * as m${at} from '${specifier}'; void m${at};\n`);
  // Types that infer are what an older compiler trips over.
  const use = `import { createTokenRequest } from '@ably-auth/core';
const request = await createTokenRequest({ clientId: 'alice', capability: { news: ['subscribe'] } }, { key: 'a.b:c' });
const mac: string = request.mac;
// @ts-expect-error a ttl is a number
void createTokenRequest({ ttl: '1h' }, { key: mac });
`;
  writeFileSync(join(project, 'all.ts'), lines.join(''));
  writeFileSync(join(project, 'use.ts'), use);
  mkdirSync(CACHE, { recursive: true });
  const dependencies = Object.fromEntries(VERSIONS.map((version) => [aliasOf(version), `npm:typescript@${version}`]));
  writeFileSync(join(CACHE, 'package.json'), JSON.stringify({ name: 'compilers', private: true, dependencies }));
  npm(CACHE, 'install', '--no-audit', '--no-fund', '--prefer-offline');
});

describe.each(VERSIONS)('TypeScript %s', (version) => {
  it.each(RESOLUTIONS)('compiles a consumer with $moduleResolution, and checks the declarations', (resolution) => {
    const compiler = join(CACHE, 'node_modules', aliasOf(version), 'bin/tsc');
    // The declarations of the packages are checked; those of the compiler itself would take most of the time.
    const options = { ...resolution, lib: ['ES2022', 'DOM'], types: [], skipDefaultLibCheck: true };
    expect([...typeCheck(project, options, compiler)]).toEqual([]);
  });
});
