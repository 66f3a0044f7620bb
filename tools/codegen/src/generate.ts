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
  if (only !== undefined && !model.types.some(({ name }) => name === only)) {
    const names = model.types.map(({ name }) => name).join(', ');
    throw new GeneratorError('schemas/src/registry.ts', `there is no type ${only}; there are ${names}`);
  }
  const generated: Generated[] = [];
  for (const type of model.types) {
    if (only !== undefined && type.name !== only) continue;
    for (const emitter of emitters) {
      const { emitType } = emitter;
      if (emitType) generated.push(...(await timed(emitter, type.name, async () => [await emitType(type, model)])));
    }
  }
  if (only !== undefined) return generated;
  for (const emitter of emitters) {
    const { emitShared } = emitter;
    if (emitShared) generated.push(...(await timed(emitter, 'all', async () => emitShared(model))));
  }
  return generated;
}

async function timed(
  emitter: Emitter,
  subject: string,
  emit: () => Promise<readonly Output[]>,
): Promise<readonly Generated[]> {
  const start = performance.now();
  const outputs = await Promise.all((await emit()).map(styled));
  const ms = (performance.now() - start) / Math.max(outputs.length, 1);
  return outputs.map((output) => ({ ...output, subject, emitter: emitter.name, ms }));
}

async function styled(output: Output): Promise<Output> {
  return output.path.endsWith('.ts') ? { ...output, text: await format(output.text, STYLE) } : output;
}
