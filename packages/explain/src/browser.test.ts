import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type * as explain from './index.js';
import { KEY, signedAs } from './request.testing.js';

// What a page gets: the built packages without the conditions of Node.

describe('in a page', () => {
  it('needs nothing of Node, and explains a MAC', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `export * from '@ably-auth/explain';`, resolveDir: import.meta.dirname },
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      metafile: true,
    });
    const imported = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external),
    );
    expect(imported).toEqual([]);

    const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
    const { explainMac }: typeof explain = await import(`data:text/javascript;base64,${code}`);
    const { explanations } = await explainMac({ request: signedAs({ ttl: 7200 }), key: KEY });
    expect(explanations[0]?.causes[0]?.id).toBe('ttl.seconds');
    const both = signedAs({ ttl: 7200, timestamp: 1_750_000_000 });
    expect((await explainMac({ request: both, key: KEY })).explanations[0]?.causes).toHaveLength(2);
  });
});
