import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type Options } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

type Validate = (value: unknown) => boolean;

/** The validator of a JSON Schema of ours as AJV writes it ahead of time, loaded as a user's bundle would be. */
export async function ajvStandalone(type: string, options: Options = {}): Promise<Validate> {
  const schema: unknown = JSON.parse(
    readFileSync(new URL(`../../../schemas/json/${type}.json`, import.meta.url), 'utf8'),
  );
  const ajv = new Ajv({ ...options, code: { source: true, esm: true } });
  const contents = standaloneCode.default(ajv, ajv.compile(schema as object));
  // The output calls `require` for string lengths, ESM or not: only a bundler makes it a module that loads.
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
  const module = (await import(/* @vite-ignore */ url)) as { default: Validate };
  return module.default;
}
