import { build } from 'esbuild';

/** Bytes by what they are of: `@ably-auth/core tarball`, `@ably-auth/core bundle`. */
export type Sizes = Readonly<Record<string, number>>;

/** The sizes of the last release, and why something has grown since. */
export type RecordedSizes = {
  readonly sizes: Sizes;
  /** By what they are of: the reason why it may grow by more than the limit. Emptied with each release. */
  readonly notes: Readonly<Record<string, string>>;
};

/** A size may grow by this part of it without a note. */
export const GROWTH = 0.03;

/** How sizes compare with those of the last release: one line for each that grew too much, is new or went. */
export function sizeFindings({ sizes, notes }: RecordedSizes, now: Sizes): string[] {
  const names = new Set([...Object.keys(sizes), ...Object.keys(now)]);
  return Array.from(names).flatMap((name) => {
    const [before, after] = [sizes[name], now[name]];
    if (before === undefined) return [`${name}: has no recorded size`];
    if (after === undefined) return [`${name}: is recorded, and does not exist`];
    if (after <= before * (1 + GROWTH) || name in notes) return [];
    const percent = (((after - before) / before) * 100).toFixed(1);
    return [`${name}: ${after} bytes, ${percent} % more than ${before}`];
  });
}

/** The minified size of everything that a module exports, as a web application bundles it; Node's modules left out. */
export async function bundleSize(module: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(module)};`, resolveDir: '/' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    external: ['node:*'],
    write: false,
  });
  return outputFiles[0]?.contents.length ?? 0;
}
