import { describe, expect, it } from 'vitest';
import { readPasted } from './pasted.js';

const REQUEST = {
  keyName: 'appId.keyId',
  ttl: 60_000,
  capability: '{"news":["subscribe"]}',
  clientId: "o'hara",
  timestamp: 1_750_000_000_000,
  nonce: '0123456789abcdef',
  mac: 'N656VG7VtP6pfraS2DAZfnPuQwKDy2VyDaflxlAKxFo=',
};
const JSON_TEXT = JSON.stringify(REQUEST);
const { keyName, ttl, capability, clientId, timestamp, nonce, mac } = REQUEST;
const members = (write: (name: string, value: string | number) => string, between: string) =>
  Object.entries(REQUEST)
    .map(([name, value]) => write(name, value))
    .join(between);
const quoted = JSON.stringify;

const PASTED: Readonly<Record<string, string>> = {
  JSON: JSON_TEXT,
  'JSON with a byte order mark': `\ufeff${JSON_TEXT}`,
  'curly quotes': JSON_TEXT.replaceAll('\\"', "'")
    .replace(/"([^"]*)"/g, '“$1”')
    .replaceAll("'", '\\"')
    .replace('o\\"h', "o'h"),
  'a trailing comma': JSON_TEXT.replace(/}$/, ',}'),
  comments: JSON_TEXT.replace('{', '{ // the request\n /* all of it */'),
  'a Python dict': `{${members((name, value) => `'${name}': ${typeof value === 'string' ? `'${value.replace("'", "\\'")}'` : value}`, ', ')}}`,
  'a JavaScript literal': `{ ${members((name, value) => `${name}: ${typeof value === 'string' ? quoted(value) : `${value}n`}`, ',\n  ')},\n}`,
  'a log line': `2026-11-21 12:00:00 [error] refused (40101): ${JSON_TEXT} in 3 ms`,
  'a fence': `\`\`\`json\n${JSON_TEXT}\n\`\`\``,
  'an HTTP message': `POST /keys/appId.keyId/requestToken HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON_TEXT}`,
  'a curl command': `curl -X POST https://example.com/keys/${keyName}/requestToken -H "Content-Type: application/json" -d '${JSON_TEXT}'`,
  'JSON and the answer': `${JSON_TEXT}\n{"error":{"code":40101}}`,
  'a query': new URLSearchParams(members((name, value) => `${name}=${encodeURIComponent(value)}`, '&')).toString(),
  'a URL': `https://example.com/auth?${members((name, value) => `${name}=${encodeURIComponent(value)}`, '&')}`,
  'a JSON string': quoted(JSON_TEXT),
  'an escaped JSON string without its quotes': quoted(JSON_TEXT).slice(1, -1),
  'a list': `[${JSON_TEXT}]`,
  'two wrappings': `{"data":{"tokenRequest":${JSON_TEXT}}}`,
  'percent-encoding': encodeURIComponent(JSON_TEXT),
  Base64: Buffer.from(JSON_TEXT).toString('base64'),
  'a Swift description': `TokenRequest(keyName: ${quoted(keyName)}, ttl: Optional(${ttl}), capability: Optional(${quoted(capability)}), clientId: Optional(${quoted(clientId)}), timestamp: ${timestamp}, nonce: ${quoted(nonce)}, mac: ${quoted(mac)})`,
  'a Swift dictionary': `[${members((name, value) => `"${name}": ${quoted(value)}`, ', ')}]`,
  'a Kotlin description': `TokenRequest(${members((name, value) => `${name}=${value}`, ', ')})`,
  'a Ruby hash': `{${members((name, value) => `:${name}=>${quoted(value)}`, ', ')}}`,
  'a PHP print_r': `Array\n(\n${members((name, value) => `    [${name}] => ${value}`, '\n')}\n)\n`,
  YAML: members((name, value) => `${name}: ${name === 'capability' ? `'${value}'` : value}`, '\n'),
};

describe('a request', () => {
  it.each(Object.entries(PASTED))('is found in %s', (_, text) => {
    const pasted = readPasted(text);
    expect(JSON.parse(pasted.request ?? 'null')).toEqual(REQUEST);
  });

  it('that is JSON stays as it is written', () => {
    const text = '{ "keyName":"a.b", "ttl":1, "ttl":2.0, "mac":"m" }';
    expect(readPasted(text)).toEqual({ request: text, taken: [] });
  });
});

describe('a text without a request', () => {
  it.each([
    ['', 'nothing'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.abc', 'a JWT'],
    ['appId.AbCdEfGhIjKlMnOpQrStUv', 'a token'],
    ['{"token":"a.b","issued":1}', 'TokenDetails'],
    ['{"error":{"code":40101,"message":"x"}}', 'an error that a service answered'],
    ['appId.keyId:secret', 'an API key'],
    ['appId.keyId\n\n\n\n1\nnonce\n', 'a sign text'],
    ['<!DOCTYPE html>', 'HTML'],
    ['{"keyName":"a.b",\n "ttl":1,\n "nonce":}', 'got "}" at line 3, column 10'],
    ['{"keyName":"a.b"', 'got the end of the text at line 1, column 17'],
  ])('is named as what it seems to be: %s', (text, seems) => {
    const pasted = readPasted(text);
    expect(pasted.request).toBeUndefined();
    expect('message' in pasted && pasted.message).toContain(seems);
  });

  it.each([
    '{'.repeat(5000),
    '('.repeat(50_000),
    'a('.repeat(5000),
    '"'.repeat(5000),
    'mac='.repeat(5000),
    '\\"'.repeat(3000),
  ])('takes a bounded amount of work: %#', (text) => {
    expect(readPasted(text).request).toBeUndefined();
  });
});
