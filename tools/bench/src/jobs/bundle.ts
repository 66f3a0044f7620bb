import { installedVersion } from '../installed-version.js';
import { browserBundle, type Bundle } from '../browser-bundle.js';
import type { Job } from '../job.js';
import { missesGoal, type Cost, type Rival, type Row } from '../row.js';
import { spread } from '../spread.js';

type Module = {
  readonly name: string;
  readonly npmName: string;
  readonly contents: string;
  readonly recordedBytes: number;
};

// Sizes measured once, for a machine where the package is not installed.
const JOSE: Module = {
  name: 'jose, HS256 sign and verify',
  npmName: 'jose',
  contents: `export { SignJWT, jwtVerify } from 'jose';`,
  recordedBytes: 6400,
};
const ABLY: Module = {
  name: 'ably/modular, BaseRest with FetchRequest',
  npmName: 'ably',
  contents: `export { BaseRest, FetchRequest } from 'ably/modular';`,
  recordedBytes: 43_000,
};

/** What a page imports of ours, and what it would import instead; the goal is of our size. */
const CASES: readonly {
  readonly what: string;
  readonly contents: string;
  readonly external?: readonly string[];
  readonly goalBytes: number;
  readonly rivals: readonly Module[];
}[] = [
  {
    what: 'create + verify a TokenRequest',
    contents: `export { createTokenRequest, verifyTokenRequest } from '@ably-auth/core';`,
    goalBytes: 6300,
    rivals: [JOSE, ABLY],
  },
  {
    what: 'the auth client, with all that it signs and reads with',
    contents: `export { Auth } from '@ably-auth/client';`,
    goalBytes: 10_000,
    rivals: [ABLY],
  },
  {
    what: 'what @ably-auth/jwt adds to jose and core, all four functions',
    contents: `export * from '@ably-auth/jwt';`,
    external: ['jose', '@ably-auth/core', '@ably-auth/capability', '@ably-auth/validation'],
    goalBytes: 2000,
    rivals: [JOSE],
  },
];

export const bundle: Job = {
  name: 'bundle',
  run: async () => {
    const rows: Row[] = [];
    for (const { what, contents, external, goalBytes, rivals } of CASES) {
      const ours = await browserBundle(contents, external);
      if (ours.text.includes('zod')) throw new Error('the browser bundle holds the string `zod`');
      for (const [i, rival] of rivals.entries()) {
        const row: Row = {
          job: 'bundle',
          what: `browser bundle, minified, gzip, no \`zod\` in it: ${what}`,
          unit: 'bytes',
          ours: ours.gzipBytes,
          rival: await sizeOf(rival, ours),
          // The goal is of the size alone, and so it stands once.
          ...(i === 0 && { goal: { kind: 'limit', atMost: goalBytes } }),
        };
        rows.push(missesGoal(row) ? { ...row, costs: largestFiles(ours) } : row);
      }
    }
    return rows;
  },
};

async function sizeOf({ name, npmName, contents, recordedBytes }: Module, ours: Bundle): Promise<Rival> {
  const recorded = installedVersion(npmName) === undefined;
  const value = recorded ? recordedBytes : (await browserBundle(contents)).gzipBytes;
  return { name, value, ratio: spread([ours.gzipBytes / value]), ...(recorded && { recorded }) };
}

function largestFiles({ parts }: Bundle): Cost[] {
  const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
  return [...parts]
    .filter(([, bytes]) => bytes > 0)
    .map(([file, bytes]) => ({ part: file, percent: (100 * bytes) / total }))
    .toSorted((a, b) => b.percent - a.percent)
    .slice(0, 12);
}
