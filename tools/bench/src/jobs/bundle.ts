import { installedVersion } from '../installed-version.js';
import { browserBundle, type Bundle } from '../browser-bundle.js';
import type { Job } from '../job.js';
import { missesGoal, type Cost, type Rival, type Row } from '../row.js';

/** What a page that creates and verifies requests imports of ours. */
export const OURS = `export { createTokenRequest, verifyTokenRequest } from '@ably-auth/core';`;

const GOAL = { kind: 'limit', atMost: 4000 } as const;

// Sizes measured once, for a machine where the package is not installed.
const RIVALS = [
  {
    name: 'jose, HS256 sign and verify',
    npmName: 'jose',
    contents: `export { SignJWT, jwtVerify } from 'jose';`,
    recordedBytes: 6400,
  },
  {
    name: 'ably/modular, BaseRest with FetchRequest',
    npmName: 'ably',
    contents: `export { BaseRest, FetchRequest } from 'ably/modular';`,
    recordedBytes: 43_000,
  },
];

export const bundle: Job = {
  name: 'bundle',
  run: async () => {
    const ours = await browserBundle(OURS);
    if (ours.text.includes('zod')) throw new Error('the browser bundle holds the string `zod`');
    const rows: Row[] = [];
    for (const rival of RIVALS) rows.push(rowOf(ours, await sizeOf(rival, ours), rows.length === 0));
    return rows;
  },
};

// The goal is of the size alone, and so it stands once.
function rowOf(ours: Bundle, rival: Rival, withGoal: boolean): Row {
  const row: Row = {
    job: 'bundle',
    what: 'browser bundle of create + verify, minified, gzip; no `zod` in it',
    unit: 'bytes',
    ours: ours.gzipBytes,
    rival,
    ...(withGoal && { goal: GOAL }),
  };
  return missesGoal(row) ? { ...row, costs: largestFiles(ours) } : row;
}

async function sizeOf(
  { name, npmName, contents, recordedBytes }: (typeof RIVALS)[number],
  ours: Bundle,
): Promise<Rival> {
  const recorded = installedVersion(npmName) === undefined;
  const value = recorded ? recordedBytes : (await browserBundle(contents)).gzipBytes;
  const ratio = ours.gzipBytes / value;
  return { name, value, ratio: { low: ratio, median: ratio, high: ratio }, ...(recorded && { recorded }) };
}

function largestFiles({ parts }: Bundle): Cost[] {
  const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
  return [...parts]
    .map(([file, bytes]) => ({ part: file, percent: (100 * bytes) / total }))
    .toSorted((a, b) => b.percent - a.percent)
    .slice(0, 12);
}
