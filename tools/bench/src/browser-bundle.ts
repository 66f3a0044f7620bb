import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A bundle for browsers, and what it is made of. */
export type Bundle = {
  readonly text: string;
  /** Its size after gzip, as a server sends it. */
  readonly gzipBytes: number;
  /** Minified bytes by source file. */
  readonly parts: ReadonlyMap<string, number>;
};

/**
 * Bundles a module as a web application does: ESM, browser conditions, minified, unused code dropped. What is external
 * is left out.
 */
export async function browserBundle(contents: string, external: readonly string[] = []): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    external: [...external],
    write: false,
    metafile: true,
  });
  const text = outputFiles[0]?.text ?? '';
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const),
  );
  return { text, gzipBytes: gzipSync(text, { level: 9 }).length, parts: new Map(parts) };
}
