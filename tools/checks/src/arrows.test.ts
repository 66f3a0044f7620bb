import { describe, expect, it } from 'vitest';
import { arrows } from './arrows.js';
import { reachable, rooms } from './rooms.js';
import { treeOf } from './tree.testing.js';

const manifest = (name: string, rest: object = {}) =>
  JSON.stringify({ name: `@ably-auth/${name}`, exports: { '.': './dist/index.js' }, ...rest });
const needs = (...names: string[]) => ({ dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) });

const base = {
  'package.json': JSON.stringify({ devDependencies: { vitest: '1.0.0' } }),
  'schemas/package.json': manifest('schemas', { exports: { '.': './dist/registry.js', './*': './dist/*.js' } }),
  'schemas/src/registry.ts': '',
  'schemas/src/internal/field.ts': '',
  'packages/validation/package.json': manifest('validation'),
  'packages/validation/src/index.ts': '',
  'packages/core/package.json': manifest('core', {
    ...needs('@ably-auth/validation', 'jose', 'zod'),
    imports: { '#mac': { node: './dist/mac.node.js', default: './dist/mac.web.js' } },
  }),
  'packages/core/src/mac.node.ts': "import { createHmac } from 'node:crypto';",
  'packages/core/src/mac.web.ts': '',
  'packages/client/package.json': manifest('client', needs('@ably-auth/core', 'jose', 'p-retry')),
};

/** Line and message of each fault of one more file. */
function faultsOf(text: string, path = 'packages/core/src/a.ts'): string[] {
  const { faults } = arrows.run(treeOf({ ...base, 'packages/core/src/index.ts': '', [path]: text }));
  return faults.map(({ file, line, message, mend }) => {
    expect(mend).not.toBe('');
    expect(file).toBe(path);
    return `${line} ${message}`;
  });
}

describe('arrows', () => {
  it('lets imports along them pass', () => {
    expect(faultsOf("import { validate } from '@ably-auth/validation';\nimport { mac } from '#mac';")).toEqual([]);
    expect(
      faultsOf("import { x } from '@ably-auth/core';\nimport r from 'p-retry';", 'packages/client/src/a.ts'),
    ).toEqual([]);
    expect(arrows.run(treeOf(base))).toEqual({ looked: '1 imports', faults: [] });
  });

  it.each([
    ["import { x } from '@ably-auth/client';", 'imports @ably-auth/client, against the arrows'],
    ["import type { x } from '@ably-auth/client';", 'imports @ably-auth/client, against the arrows'],
    ["type X = import('@ably-auth/schemas').X;", 'imports @ably-auth/schemas, against the arrows'],
    ["const x = await import('@ably-auth/schemas');", 'imports @ably-auth/schemas, against the arrows'],
    ["export * from '@ably-auth/schemas';", 'imports @ably-auth/schemas, against the arrows'],
    ["import { z } from 'zod/v3';", 'imports zod, which a user of @ably-auth/core must not have to download'],
    ["import * as jose from 'jose';", 'imports jose, which a user of @ably-auth/core must not have to download'],
    ["import { createHmac } from 'node:crypto';", 'imports node:crypto, but @ably-auth/core runs in browsers too'],
    ["import { createHmac } from 'crypto';", 'imports crypto'],
    ["import { mac } from './mac.node.js';", 'imports ./mac.node.js, which runs in Node alone'],
    ["import { x } from './none.js';", 'imports ./none.js, which does not exist'],
    ["import { x } from '#none';", 'imports #none, which does not exist'],
    [
      "import { x } from '../../validation/src/index.js';",
      'imports ../../validation/src/index.js, which is outside its src',
    ],
    ["import { x } from '../dist/index.js';", 'imports ../dist/index.js, which is outside its src'],
    [
      "import { x } from '@ably-auth/validation/dist/index.js';",
      'imports @ably-auth/validation/dist/index.js, which @ably-auth/validation does not export',
    ],
  ])('refuses %s', (text, message) => {
    expect(faultsOf(`const before = "import 'zod'"; // import 'zod'\n${text}`)).toEqual([`2 ${message}`]);
  });

  it('refuses what package.json does not list', () => {
    const file = 'packages/client/src/a.ts';
    expect(faultsOf("import { x } from '@ably-auth/validation';", file)).toEqual([
      '1 imports @ably-auth/validation, which no package.json lists for it',
    ]);
    expect(faultsOf("import x from '@scope/library/deep';", file)).toEqual([
      '1 imports @scope/library, which no package.json lists for it',
    ]);
    expect(faultsOf("import { it } from 'vitest';", file)).toHaveLength(1);
    expect(faultsOf("import { jwtVerify } from 'jose';", file)).toHaveLength(1);
  });

  it('lets tests and tools import what the root lists, and tests any package by its name', () => {
    const test = 'packages/core/src/a.test.ts';
    expect(
      faultsOf("import { it } from 'vitest';\nimport { x } from '@ably-auth/schemas';\nimport 'node:fs';", test),
    ).toEqual([]);
    expect(faultsOf("import x from 'library';", test)).toHaveLength(1);
    expect(faultsOf("import x from '@ably-auth/schemas/field';", test)).toHaveLength(1);
    expect(faultsOf("import x from '../../validation/src/index.js';", test)).toHaveLength(1);
    expect(faultsOf("import { it } from 'vitest';", 'packages/core/src/a.ts')).toHaveLength(1);
  });

  it('lets node: into the entry for Node', () => {
    expect(faultsOf("import 'node:crypto';\nimport './mac.node.js';", 'packages/core/src/sync.ts')).toEqual([]);
  });

  it('wants to know every package', () => {
    const { faults } = arrows.run(treeOf({ 'packages/extra/package.json': manifest('extra') }));
    expect(faults).toMatchObject([{ file: 'packages/extra/package.json', message: 'packages/extra has no arrows' }]);
  });

  it('point one way', () => {
    for (const name of Object.keys(rooms)) expect(reachable(name)).not.toContain(name);
    expect([...reachable('server')]).toEqual(['jwt', 'core', 'capability', 'validation']);
    expect(reachable('client')).not.toContain('jwt');
    expect(reachable('cli').size).toBe(Object.keys(rooms).length - 1);
  });
});
