import { inspect } from 'node:util';
import { textOf } from './plan.testing.js';

type Request = Readonly<Record<string, unknown>>;

/** What people paste for a request: the text of each form, which has to be read as exactly that request. */
export const PASTES: readonly (readonly [name: string, write: (request: Request) => string])[] = [
  ['JSON', (request) => JSON.stringify(request)],
  ['indented JSON', (request) => JSON.stringify(request, null, 2)],
  ['JSON with trailing commas', (request) => JSON.stringify(request, null, 2).replace(/\n\}$/, ',\n}')],
  ['JSON that a browser logged', (request) => `App.js:42 token request ${JSON.stringify(request)}`],
  [
    'a line of a log',
    (request) => `2026-11-21T10:00:00.123Z INFO auth-server [req-7]: signed ${JSON.stringify(request)} in 3ms`,
  ],
  [
    'a JSON log with the text as its message',
    (request) => JSON.stringify({ level: 'info', time: 1, msg: JSON.stringify(request) }),
  ],
  ['a JSON log with the object', (request) => JSON.stringify({ level: 'info', tokenRequest: request })],
  ['a response of an auth server', (request) => JSON.stringify({ data: { tokenRequest: request } })],
  ['JSON encoded twice', (request) => JSON.stringify(JSON.stringify(request))],
  ['a fenced block', (request) => `\`\`\`json\n${JSON.stringify(request, null, 2)}\n\`\`\``],
  [
    'an HTTP response',
    (request) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(request)}`,
  ],
  [
    'an HTTP request',
    (request) =>
      `POST /keys/${textOf(request['keyName'])}/requestToken HTTP/1.1\r\nHost: rest.ably.io\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(request)}`,
  ],
  [
    'curl with --data',
    (request) =>
      `curl -X POST https://rest.ably.io/keys/a.b/requestToken -H 'Content-Type: application/json' --data ${shell(JSON.stringify(request))}`,
  ],
  [
    'curl with -d over lines',
    (request) =>
      `curl https://rest.ably.io/keys/a.b/requestToken \\\n  -H "Content-Type: application/json" \\\n  -d ${shell(JSON.stringify(request, null, 2))}`,
  ],
  ['an object that console.log printed', (request) => inspect(request, { breakLength: 80, maxStringLength: null })],
  ['a JavaScript literal', (request) => `const tokenRequest = {\n${members(request, bare, json, ': ')},\n};`],
  ['a Python dict', (request) => `{${members(request, python, python, ': ', ', ')}}`],
  ['Python keyword arguments', (request) => `TokenRequest(${members(request, bare, python, '=', ', ')})`],
  ['a Ruby hash', (request) => `{${members(request, json, json, '=>', ', ')}}`],
  ['a Ruby hash of symbols', (request) => `{${members(request, (name) => `:${name}`, json, ' => ', ', ')}}`],
  ['a Swift dictionary', (request) => `[${members(request, json, json, ': ', ', ')}]`],
  ['a Kotlin data class', (request) => `TokenRequest(${members(request, bare, bare, '=', ', ')})`],
  ['a query', (request) => new URLSearchParams(pairs(request)).toString()],
  ['a URL', (request) => `https://example.com/auth?${new URLSearchParams(pairs(request)).toString()}`],
  ['YAML', (request) => members(request, bare, (text) => `'${text.replaceAll("'", "''")}'`, ': ', '\n')],
  [
    'JSON with curly quotes',
    (request) =>
      JSON.stringify(request).replace(/(?<!\\)"/g, (_mark, at: number, text: string) =>
        /[{,:]$/.test(text.slice(0, at)) ? '“' : '”',
      ),
  ],
];

const json = (text: string) => JSON.stringify(text);
const bare = (text: string) => text;
const pairs = (request: Request) =>
  Object.entries(request).map(([name, value]): [string, string] => [name, textOf(value)]);
const shell = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const python = (text: string) => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\u2028', '\\u2028');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
};
function members(
  request: Request,
  name: (text: string) => string,
  string: (text: string) => string,
  colon: string,
  comma = ',\n',
): string {
  return Object.entries(request)
    .map(([member, value]) => name(member) + colon + (typeof value === 'string' ? string(value) : textOf(value)))
    .join(comma);
}

/** What people paste that is not a request, and a word of the answer that tells them so. */
export const OTHERS: readonly (readonly [name: string, text: string, told: RegExp])[] = [
  ['a JWT', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjF9.c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJl', /JWT/],
  [
    'TokenDetails',
    '{"token":"aBcDeF.tokenvaluetokenvalue","expires":1750003600000,"issued":1750000000000}',
    /TokenDetails/,
  ],
  ['an error body', '{"error":{"message":"Unauthorized","code":40101,"statusCode":401}}', /error/i],
  ['an Ably token', 'aBcDeF.HAbCdEfGhIjKlMnOpQrStUvWxYz0123456789', /token/i],
  ['a cut JSON text', '{"keyName":"aBcDeF.gHiJkL","ttl":36000', /line \d|column|index|JSON/i],
  ['nothing', '', /empty|nothing|JSON/i],
];
