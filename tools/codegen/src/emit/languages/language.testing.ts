import type { JsonSchema } from '../../json-schema.js';
import type { Model } from '../../model.js';
import type { Emitter } from '../../output.js';

export const letters: JsonSchema = { type: 'string', minLength: 1, pattern: '^[a-z]*$' };

/** An open object with a bounded text, what is added, a text or an object, and one of two texts that need quotes. */
export function objectWith(properties: Readonly<Record<string, JsonSchema>>, quoted: string[]): JsonSchema {
  return {
    type: 'object',
    properties: {
      text: { type: 'string', maxLength: 1000 },
      ...properties,
      either: { anyOf: [{ type: 'string' }, { type: 'object', additionalProperties: letters }] },
      one: { type: 'string', enum: quoted },
    },
    required: ['text'],
    additionalProperties: true,
  };
}

/** The files that an emitter makes of a model, by name. */
export async function filesOf(emitter: Emitter, model: Model): Promise<ReadonlyMap<string | undefined, string>> {
  const outputs = (await emitter.emitShared?.(model)) ?? [];
  return new Map(outputs.map(({ path, text }) => [path.split('/').at(-1), text]));
}
