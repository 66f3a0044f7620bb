// A conformance adapter for ably-js: each answer is what the SDK returns, or the request that it really sends.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Ably from 'ably';

type Input = Pick<Ably.AuthOptions, 'key' | 'authParams' | 'authHeaders' | 'authMethod'> & {
  params?: Ably.TokenParams;
  tokenParams?: Ably.TokenParams;
  nonce?: string;
  authUrl?: string;
  text?: string;
};
type Test = { type: 'hello' } | { type: 'test'; id: string; operation: string; input: Input };

let sent: { method?: string; url?: string; headers: object; body: string | null }[] = [];
let answerOfAuthServer = { type: 'text/plain', text: 'a.token' };

// The auth server and the Ably service in one, on loopback: what arrives here is what the SDK sends.
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { method = '', url = '', headers } = request;
    sent.push({ method, url, headers, body: body || null });
    const token = { type: 'application/json', text: '{"token":"app.token"}' };
    const { type, text } = url.startsWith('/keys/') ? token : answerOfAuthServer;
    response.setHeader('content-type', type).end(text);
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address() as AddressInfo;

// JSON, since MessagePack is harder to report; no fallback hosts, or it would leave the machine; logs to stderr.
const local = { endpoint: '127.0.0.1', port, tls: false, fallbackHosts: [], useBinaryProtocol: false };
const client = (options: Ably.ClientOptions) =>
  new Ably.Rest({ ...local, logHandler: (line) => console.error(line), ...options });

async function askAuthServer({ authUrl = '', tokenParams, ...options }: Input, type: string, text: string) {
  answerOfAuthServer = { type, text };
  const [, origin = '', path = ''] = /^(https?:\/\/[^/?#]*)(.*)$/s.exec(authUrl) ?? [];
  await client({ ...options, authUrl: `http://127.0.0.1:${port}${path}` }).auth.requestToken(tokenParams);
  return { ...sent[0], url: origin + sent[0]?.url };
}

const operations: Record<string, (input: Input) => Promise<object>> = {
  'create-token-request': async ({ key = '', params, nonce }) => {
    const given = nonce === undefined ? params : { ...params, nonce };
    return { request: await client({ key }).auth.createTokenRequest(given as Ably.TokenParams) };
  },
  'forward-token-request': async ({ text = '' }) => {
    await askAuthServer({ authUrl: 'http://auth.test/' }, 'application/json', text);
    return { text: sent.find(({ url }) => url?.endsWith('/requestToken'))?.body };
  },
  'auth-url-request': (input) => askAuthServer(input, 'text/plain', 'a.token'),
};

const manifest = new URL('../package.json', import.meta.resolve('ably'));
const hello = {
  type: 'hello',
  protocol: 1,
  sdk: 'ably-js',
  version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
  language: `Node ${process.versions.node}`,
  operations: Object.keys(operations),
  features: ['fixed-nonce'],
};

async function answer(test: Test): Promise<object> {
  if (test.type === 'hello') return hello;
  const { id, operation, input } = test;
  sent = [];
  try {
    return { id, ok: true, output: await operations[operation]?.(input) };
  } catch (error) {
    const { code, message } = error as Error & { code?: number };
    return { id, ok: false, error: { code, message } }; // with its message, so that a crash is told from a refusal
  }
}

let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = (rest + chunk).split('\n'); // not node:readline, which splits at U+2028 too
  rest = lines.pop() ?? '';
  for (const line of lines) console.log(JSON.stringify(await answer(JSON.parse(line) as Test)));
}
server.close();
