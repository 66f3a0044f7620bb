// A conformance adapter for ably-js: every answer comes from the SDK, seen through its results or on a loopback server.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import Ably from 'ably';

const { version } = JSON.parse(readFileSync(new URL('node_modules/ably/package.json', import.meta.url), 'utf8'));

/** What the loopback server got since the last test, and what it answers. */
let received = [];
let answer = {};

// The auth server and the Ably service in one: /keys/… is the service, every other path is the auth server.
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const { contentType, text } = url.startsWith('/keys/') ? answer.service : answer.auth;
    response.writeHead(200, { 'content-type': contentType, connection: 'close' }).end(text);
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address();
const loopback = `http://127.0.0.1:${port}`;

const json = (text) => ({ contentType: 'application/json', text });
const tokenDetails = json('{"token":"app.loopback","issued":1700000000000,"expires":1700003600000}');

const rest = (options) =>
  new Ably.Rest({
    endpoint: '127.0.0.1',
    port,
    tls: false,
    fallbackHosts: [],
    useBinaryProtocol: false,
    logHandler: (line) => console.error(line),
    ...options,
  });

const posted = (what) => {
  const request = received.find(({ url }) => url.startsWith('/keys/') && url.endsWith(what));
  if (request === undefined) throw new Error(`ably-js sent no request to ${what}`);
  return request;
};

async function askAuthServer(input, auth) {
  answer = { auth, service: tokenDetails };
  const [, host, path] = /^(https?:\/\/[^/?#]*)(.*)$/s.exec(input.authUrl);
  const { authMethod, authParams, authHeaders, tokenParams } = input;
  const options = { authUrl: loopback + path, authMethod, authParams, authHeaders };
  for (const name of Object.keys(options)) if (options[name] === undefined) delete options[name];
  const details = await rest(options).auth.requestToken(tokenParams, options);
  const [{ method, url, headers, body }] = received;
  return {
    details,
    sent: { method, url: host + url, headers: { ...headers, host: new URL(host).host }, body: body || null },
  };
}

const operations = {
  'create-token-request': async ({ key, params, defaultTokenParams, nonce }) => {
    const { auth } = rest(defaultTokenParams === undefined ? { key } : { key, defaultTokenParams });
    return { request: await auth.createTokenRequest(nonce === undefined ? params : { ...params, nonce }) };
  },

  'forward-token-request': async ({ text }) => {
    await askAuthServer({ authUrl: 'http://auth.test/' }, json(text));
    const { body } = posted('/requestToken');
    return { text: body };
  },

  'auth-response-kind': async ({ contentType, text }) => {
    const { details } = await askAuthServer({ authUrl: 'http://auth.test/' }, { contentType, text });
    if (received.length > 1) return { kind: 'token-request' };
    return { kind: details.token === text ? 'token' : 'token-details' };
  },

  'auth-url-request': async (input) =>
    (await askAuthServer(input, { contentType: 'text/plain', text: 'a.token' })).sent,

  'token-params-query': async ({ params }) => {
    const { sent } = await askAuthServer(
      { authUrl: 'http://auth.test/', tokenParams: params },
      { contentType: 'text/plain', text: 'a.token' },
    );
    return { query: Object.fromEntries(new URL(sent.url).searchParams) };
  },

  // ably-js keeps the parts of the key to itself: a created request shows the name, Basic auth both.
  'parse-api-key': async ({ key }) => {
    answer = { service: json('{}') };
    const { auth } = rest({ key });
    const { keyName: name } = await auth.createTokenRequest();
    await auth.revokeTokens([]);
    const { authorization } = posted('/revokeTokens').headers;
    const credentials = Buffer.from(authorization.slice('Basic '.length), 'base64').toString();
    return { name, secret: credentials.slice(name.length + 1) };
  },

  'revocation-request': async ({ key, targets, options }) => {
    answer = { service: json('{"successCount":0,"failureCount":0,"results":[]}') };
    await rest({ key }).auth.revokeTokens(targets, options);
    const { url, body } = posted('/revokeTokens');
    return { path: url, body: JSON.parse(body) };
  },

  'revocation-result': async ({ text }) => {
    answer = { service: json(text) };
    return { result: await rest({ key: 'app.key:secret' }).auth.revokeTokens([{ type: 'clientId', value: 'a' }]) };
  },
};

async function reply(message) {
  if (message.type === 'hello') {
    const sdk = { sdk: 'ably-js', version, language: `Node.js ${process.version}` };
    return {
      type: 'hello',
      protocol: 1,
      ...sdk,
      operations: Object.keys(operations),
      features: ['fixed-nonce', 'default-token-params'],
    };
  }
  const run = operations[message.operation];
  if (run === undefined) return { id: message.id, unsupported: true };
  received = [];
  try {
    return { id: message.id, ok: true, output: await run(message.input) };
  } catch (error) {
    return { id: message.id, ok: false, error: { code: error.code, message: error.message } };
  }
}

// Lines end at line feeds alone: node:readline splits at U+2028 too, from Node 24 on.
let buffered = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = (buffered + chunk).split('\n');
  buffered = lines.pop();
  for (const line of lines) process.stdout.write(`${JSON.stringify(await reply(JSON.parse(line)))}\n`);
}
server.close();
