import { format, type Options } from 'prettier';
import { emitters } from './emitters.js';
import { GeneratorError } from './generator-error.js';
import type { Model } from './model.js';
import type { Emitter, Output } from './output.js';

/** An output, and what the report says of it. */
export type Generated = Output & {
  /** The type that it is for, or `all`. */
  readonly subject: string;
  readonly emitter: string;
  /** Time that it took to generate, in milliseconds. */
  readonly ms: number;
};

const STYLE: Options = { parser: 'babel-ts', singleQuote: true, printWidth: 120 };

/**
 * Generates every output in memory; nothing is written.
 *
 * @param only name of the type to generate for; every output where it is left out
 * @throws {GeneratorError}
 */
export async function generate(model: Model, only?: string): Promise<Generated[]> {
  const generated: Generated[] = [];
  for (const type of model.types) {
    if (only !== undefined && type.name !== only) continue;
    for (const emitter of emitters) {
      const { emitType } = emitter;
      if (!emitType) continue;
      generated.push(...(await timed(emitter, type.name, type.file, async () => [await emitType(type, model)])));
    }
  }
  if (only !== undefined) return generated;
  for (const emitter of emitters) {
    const { emitShared } = emitter;
    if (!emitShared) continue;
    generated.push(...(await timed(emitter, 'all', 'schemas/src/registry.ts', async () => emitShared(model))));
  }
  return generated;
}

async function timed(
  emitter: Emitter,
  subject: string,
  file: string,
  emit: () => Promise<readonly Output[]>,
): Promise<readonly Generated[]> {
  const start = performance.now();
  const outputs = await emit()
    .then(async (emitted) => Promise.all(emitted.map(styled)))
    .catch((cause: unknown) => {
      throw GeneratorError.of(file, `the emitter "${emitter.name}" failed`, cause);
    });
  const ms = (performance.now() - start) / Math.max(outputs.length, 1);
  return outputs.map((output) => ({ ...output, subject, emitter: emitter.name, ms }));
}

async function styled(output: Output): Promise<Output> {
  return output.path.endsWith('.ts') ? { ...output, text: await format(output.text, STYLE) } : output;
}
