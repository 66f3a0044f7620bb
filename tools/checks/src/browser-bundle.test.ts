import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './tool.js';

describe('what a browser downloads to create and verify a TokenRequest', () => {
  let text = '';
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: "export { createTokenRequest, verifyTokenRequest } from '@ably-auth/core';",
        resolveDir: ROOT,
      },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      conditions: ['browser', 'import'],
      legalComments: 'none',
    });
    text = outputFiles[0]?.text ?? '';
  });

  // The goal is 6 300 bytes, and is missed: docs/benchmarks.md says by how much. This keeps the distance from growing unseen.
  it('does not grow past 9 900 bytes, compressed', () => {
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(9_900);
  });

  it('holds no zod, and no module of Node', () => {
    expect(text).toContain('HMAC');
    expect(text).not.toMatch(/zod/i);
    expect(text).not.toContain('node:');
  });
});
