import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type * as explain from './index.js';
import { KEY, signedAs } from './request.testing.js';

// What a page gets: the sources with the files that import conditions choose outside Node.

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const OUTSIDE_NODE: Readonly<Record<string, string>> = {
  '#mac': source('core/src/internal/mac.web.ts'),
  '@ably-auth/validation': source('validation/src/index.ts'),
  '@ably-auth/validation/internal': source('validation/src/internal.ts'),
  '@ably-auth/validation/json': source('validation/src/json-text.ts'),
  '@ably-auth/capability': source('capability/src/index.ts'),
  '@ably-auth/capability/internal': source('capability/src/internal.ts'),
  '@ably-auth/core': source('core/src/index.ts'),
};

describe('in a page', () => {
  it('needs nothing of Node, and explains a MAC', async () => {
    const outfile = join(mkdtempSync(join(tmpdir(), 'explain-')), 'explain.mjs');
    const { metafile } = await build({
      entryPoints: [source('explain/src/index.ts')],
      outfile,
      bundle: true,
      platform: 'browser',
      format: 'esm',
      metafile: true,
      plugins: [
        {
          name: 'sources',
          setup: (plugin) =>
            plugin.onResolve({ filter: /^@ably-auth|^#/ }, ({ path }) => {
              const constants = /^@ably-auth\/validation\/([a-z-]+)$/.exec(path)?.[1];
              return { path: OUTSIDE_NODE[path] ?? source(`validation/src/gen/${constants}.ts`) };
            }),
        },
      ],
    });
    const imported = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external),
    );
    expect(imported).toEqual([]);

    const { explainMac } = (await import(pathToFileURL(outfile).href)) as typeof explain;
    const { explanations } = await explainMac({ request: signedAs({ ttl: 7200 }), key: KEY });
    expect(explanations[0]?.causes[0]?.id).toBe('ttl.seconds');
    const both = signedAs({ ttl: 7200, timestamp: 1_750_000_000 });
    expect((await explainMac({ request: both, key: KEY })).explanations[0]?.causes).toHaveLength(2);
  });
});
