import { FEATURES, OPERATIONS, PROTOCOL } from '@ably-auth/conformance';

/** What a worker is asked: one line of the runner. */
type Line = { readonly type?: string; readonly id?: string; readonly operation?: string; readonly input?: unknown };

/** Answers the lines of the runner of the vectors by asking a worker over HTTP, as `docs/conformance.md` describes them. */
export async function serve(sdk: string, version: string, ask: (body: string) => Promise<string>): Promise<void> {
  let rest = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { type, id } = JSON.parse(line) as Line;
      const hello = {
        type: 'hello',
        protocol: PROTOCOL,
        sdk,
        version,
        language: sdk,
        operations: OPERATIONS,
        features: FEATURES,
      };
      // The worker reads the line as it came: only the id is read here.
      const answer = type === 'hello' ? hello : { ...(JSON.parse(await ask(line)) as object), id };
      process.stdout.write(`${JSON.stringify(answer).replaceAll(/[^\0-\x7e]/g, escaped)}\n`);
    }
  }
}

/** Prints what a worker answers to nothing. */
export async function once(ask: (body: string) => Promise<string>): Promise<void> {
  console.log(await ask(''));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
