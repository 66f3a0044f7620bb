import { vectorFiles } from '@ably-auth/schemas/vectors';
import type { Source } from '../authoring.js';
import type { ComputeMac } from './signed.js';

type Cases = { readonly source: Source | ((computeMac: ComputeMac) => Source) };

/** What people wrote, a file an operation; the requests and JWTs to verify are signed by the given oracle. */
export function readSources(computeMac: ComputeMac): Promise<Source[]> {
  return Promise.all(
    vectorFiles.map(async ({ name }) => {
      const { source } = (await import(`./${name}.js`)) as Cases;
      return typeof source === 'function' ? source(computeMac) : source;
    }),
  );
}
