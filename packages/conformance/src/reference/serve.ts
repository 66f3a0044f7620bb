import { existsSync, readFileSync } from 'node:fs';
import { FEATURES } from '../gen/operations.js';
import { jsonLine, linesOf } from '../json-lines.js';
import { PROTOCOL, type Answer } from '../protocol.js';
import type { JsonObject } from '../vector.js';
import { REFERENCE_OPERATIONS } from './operations.js';

/** Answers the lines of a runner until stdin closes. */
export async function serve(
  sdk: string,
  answer: (operation: string, input: JsonObject) => Promise<Answer>,
): Promise<void> {
  const hello = {
    type: 'hello',
    protocol: PROTOCOL,
    sdk,
    version: versionOf(new URL('../../package.json', import.meta.url)),
    language: `Node ${process.versions.node}`,
    operations: Object.keys(REFERENCE_OPERATIONS),
    features: FEATURES,
  };
  for await (const line of linesOf(process.stdin)) {
    const request = JSON.parse(line) as { type: string; id: string; operation: string; input: JsonObject };
    const reply =
      request.type === 'hello' ? hello : { id: request.id, ...(await answer(request.operation, request.input)) };
    process.stdout.write(jsonLine(reply));
  }
}

function versionOf(manifest: URL): string {
  // A bundle of this file stands alone.
  if (!existsSync(manifest)) return 'development';
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
