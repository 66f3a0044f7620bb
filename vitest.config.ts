import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Tests run against the sources; what a consumer installs is tested from packed tarballs (tools/checks).
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@ably-auth\/validation\/json$/, replacement: source('packages/validation/src/json-text.ts') },
      { find: /^@ably-auth\/validation\/internal$/, replacement: source('packages/validation/src/internal.ts') },
      { find: /^@ably-auth\/validation\/([a-z-]+)$/, replacement: source('packages/validation/src/gen/$1.ts') },
      { find: /^@ably-auth\/schemas$/, replacement: source('schemas/src/registry.ts') },
      { find: /^@ably-auth\/schemas\/([a-z-]+)$/, replacement: source('schemas/src/$1.ts') },
      { find: /^@ably-auth\/core\/sync$/, replacement: source('packages/core/src/sync.ts') },
      { find: /^@ably-auth\/(conformance|explain|server)\/([a-z-]+)$/, replacement: source('packages/$1/src/$2.ts') },
      {
        find: /^@ably-auth\/(validation|capability|core|jwt|client|server|explain|conformance)$/,
        replacement: source('packages/$1/src/index.ts'),
      },
      { find: '#is-proxy', replacement: source('packages/validation/src/internal/is-proxy.node.ts') },
      { find: '#mac', replacement: source('packages/core/src/internal/mac.node.ts') },
      { find: '#digest', replacement: source('packages/explain/src/internal/digest.node.ts') },
      { find: '#seal', replacement: source('packages/server/src/tokens/seal.node.ts') },
      { find: '#zod', replacement: source('schemas/src/internal/zod4.ts') },
    ],
  },
  test: {
    include: ['{packages,tools}/*/src/**/*.test.ts', 'schemas/src/**/*.test.ts', 'examples/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
