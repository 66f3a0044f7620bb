import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { KEY, KEY_NAME } from './service.testing.js';

// What a worker runs: the built package without the conditions of Node, and so with jose and Web Crypto alone.
it('runs without anything of Node, and pulls in jose and MessagePack alone', async () => {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { createTokenService } from '@ably-auth/server'; export { createTokenRequest } from '@ably-auth/core';`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
  });
  const text = outputFiles[0]?.text ?? '';
  const libraries = Object.keys(metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(libraries)].sort()).toEqual(['@msgpack/msgpack', 'jose']);
  expect(text).not.toMatch(/\bfrom ?"node:|require\("/);
  const module: typeof import('./index.js') & typeof import('@ably-auth/core') = await import(
    `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  );
  const service = module.createTokenService({ keys: [{ key: KEY }] });
  const response = await service.fetch(
    new Request(`http://service.test/keys/${KEY_NAME}/requestToken`, {
      method: 'POST',
      body: JSON.stringify(await module.createTokenRequest({ clientId: 'alice' }, { key: KEY })),
    }),
  );
  const { token } = (await response.json()) as { token: string };
  const headers = new Headers({ authorization: `Bearer ${token}` });
  expect(await service.authenticate({ headers })).toMatchObject({ clientId: 'alice', keyName: KEY_NAME });
});
