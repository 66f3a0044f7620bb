// A conformance adapter: reads a line, answers a line. Put your SDK in the place of the functions in `operations`.
import { createHmac } from 'node:crypto';

type Input = Record<string, string>;
type Test = { type: 'hello' } | { type: 'test'; id: string; operation: string; input: Input };

// In your adapter, call your SDK; an SDK that answers with a promise is awaited.
const operations: Record<string, (input: Input) => object | Promise<object>> = {
  mac: ({ text = '', secret = '' }) => ({ mac: createHmac('sha256', secret).update(text).digest('base64') }),
  'parse-api-key': ({ key = '' }) => {
    const colon = key.indexOf(':');
    if (colon < 0) throw new Error('no colon');
    return { name: key.slice(0, colon), secret: key.slice(colon + 1) };
  },
};

const hello = {
  type: 'hello',
  protocol: 1,
  sdk: 'example-typescript',
  version: '1.0.0',
  language: `Node ${process.versions.node}`,
  operations: Object.keys(operations),
};

async function answer(test: Test): Promise<object> {
  if (test.type === 'hello') return hello;
  const { id, operation, input } = test;
  try {
    return { id, ok: true, output: await operations[operation]?.(input) };
  } catch (error) {
    const { code, message } = error as Error & { code?: number }; // what your SDK throws is its refusal
    return { id, ok: false, error: { code, message } };
  }
}

let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = (rest + chunk).split('\n'); // not node:readline, which splits at U+2028 too
  rest = lines.pop() ?? '';
  for (const line of lines) console.log(JSON.stringify(await answer(JSON.parse(line) as Test)));
}
