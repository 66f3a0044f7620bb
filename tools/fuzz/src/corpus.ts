import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import { OPERATIONS } from './targets.js';

type VectorFile = {
  readonly groups: readonly { readonly tests: readonly { readonly input: Readonly<Record<string, unknown>> }[] }[];
};

/** Writes the texts of the vectors of a target, each to a file of its own: what fuzzing begins with. */
export function writeSeeds(root: string, target: string, folder: string): number {
  mkdirSync(folder, { recursive: true });
  const texts = (OPERATIONS[target] ?? []).flatMap((operation) => {
    const file = JSON.parse(readFileSync(join(root, `vectors/v1/${operation}.json`), 'utf8')) as VectorFile;
    return file.groups.flatMap(({ tests }) =>
      tests.map(({ input }) => input['text'] ?? input['token'] ?? input['jwt']),
    );
  });
  const seeds = texts.filter((text): text is string => typeof text === 'string' && text.length < 4096);
  for (const text of seeds) {
    const bytes = target === 'message-pack' ? packed(text) : Buffer.from(text);
    if (bytes !== undefined) writeFileSync(join(folder, createHash('sha1').update(bytes).digest('hex')), bytes);
  }
  return readdirSync(folder).length;
}

/** What JSON text says, as MessagePack. */
function packed(text: string): Uint8Array | undefined {
  try {
    return encode(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The inputs that are text in UTF-8. */
export function textsOf(inputs: readonly Uint8Array[]): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return inputs.flatMap((input) => {
    try {
      return [decoder.decode(input)];
    } catch {
      return [];
    }
  });
}
