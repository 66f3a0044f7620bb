import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Vector } from '../vector.js';
import { compareOutput } from './compare-output.js';

const vector = (operation: string, output: JsonObject, input: JsonObject = {}) =>
  ({
    id: 'x',
    operation,
    about: '',
    spec: [],
    basis: 'spec',
    flags: [],
    features: [],
    input,
    result: 'valid',
    output,
  }) as Vector & { result: 'valid' };
const pathsOf = async (...args: Parameters<typeof compareOutput>) =>
  (await compareOutput(...args)).map(({ path }) => path);

describe('an output', () => {
  it('is compared by value and type, the order of members apart', async () => {
    const expected = vector('read-token-request', { request: { a: 1, b: ['x', { c: null }] } });
    expect(await pathsOf(expected, { request: { b: ['x', { c: null }], a: 1 }, more: true })).toEqual([]);
    expect(await pathsOf(expected, { request: { a: '1', b: ['x', {}] } })).toEqual(['$.request.a', '$.request.b[1].c']);
    expect(await pathsOf(expected, { request: { a: 1, b: ['x'], d: 0 } })).toEqual(['$.request.b', '$.request.d']);
    expect(await pathsOf(expected, {})).toEqual(['$.request']);
  });

  it('is compared with names that are not members of objects', async () => {
    const expected = vector('parse-capability', JSON.parse('{"capability":{"__proto__":["a"]}}') as JsonObject);
    expect(await pathsOf(expected, { capability: {} })).toEqual(['$.capability.__proto__']);
    expect(await pathsOf(expected, JSON.parse('{"capability":{"__proto__":["a"]}}') as JsonObject)).toEqual([]);
  });
});

describe('a created request', () => {
  const key = 'appId.keyId:s3cret';
  const fields = { keyName: 'appId.keyId', timestamp: 1_750_000_000_000, nonce: '0123456789abcdef' };
  const sign = (text: string) => createHmac('sha256', 's3cret').update(text).digest('base64');
  const signed = { ...fields, mac: sign('appId.keyId\n\n\n\n1750000000000\n0123456789abcdef\n') };
  const expected = vector('create-token-request', { keyName: 'appId.keyId' }, { key, params: {} });

  it('may have any nonce and timestamp, and null for what is absent', async () => {
    expect(await pathsOf(expected, { request: signed })).toEqual([]);
    expect(await pathsOf(expected, { request: { ...signed, ttl: null, capability: null, clientId: null } })).toEqual(
      [],
    );
    expect(await pathsOf(expected, { request: { ...signed, timestamp: '1750000000000' } })).toEqual([]);
  });

  it('must have a MAC that fits what it carries', async () => {
    expect(await pathsOf(expected, { request: { ...signed, nonce: 'fedcba9876543210' } })).toEqual(['$.request.mac']);
    const added = { ...signed, ttl: 3_600_000 };
    expect(await pathsOf(expected, { request: added })).toEqual(['$.request.ttl', '$.request.mac']);
    const fitting = { ...added, mac: sign('appId.keyId\n3600000\n\n\n1750000000000\n0123456789abcdef\n') };
    expect(await pathsOf(expected, { request: fitting })).toEqual(['$.request.ttl']);
    const asText = {
      ...signed,
      clientId: 'a\nb',
      mac: sign('appId.keyId\n\n\na\nb\n1750000000000\n0123456789abcdef\n'),
    };
    expect(await pathsOf(expected, { request: asText })).toEqual(['$.request.clientId']);
  });

  it('must be a request, with a nonce that is long enough', async () => {
    expect(await pathsOf(expected, { request: 'text' })).toEqual(['$.request']);
    expect(await pathsOf(expected, {})).toEqual(['$.request']);
    const short = { ...signed, nonce: 'short', mac: sign('appId.keyId\n\n\n\n1750000000000\nshort\n') };
    expect(await pathsOf(expected, { request: short })).toEqual(['$.request.nonce']);
  });

  it('must have nonce and timestamp of the vector where that names them', async () => {
    const fixed = vector('create-token-request', signed, { key, params: {} });
    expect(await pathsOf(fixed, { request: signed })).toEqual([]);
    const early = { ...signed, timestamp: 1, mac: sign('appId.keyId\n\n\n\n1\n0123456789abcdef\n') };
    expect(await pathsOf(fixed, { request: early })).toEqual(['$.request.timestamp']);
  });
});

describe('a forwarded request', () => {
  const expected = vector('forward-token-request', { body: { keyName: 'a.b', ttl: '60', clientId: null } });
  it('keeps values, types and members', async () => {
    expect(await pathsOf(expected, { body: { ttl: '60', clientId: null, keyName: 'a.b' } })).toEqual([]);
    expect(await pathsOf(expected, { text: '{"keyName":"a.b","ttl":"60","clientId":null}' })).toEqual([]);
    expect(await pathsOf(expected, { text: '{"keyName":"a.b","ttl":60}' })).toEqual(['$.body.ttl', '$.body.clientId']);
    expect(await pathsOf(expected, { text: 'keyName=a.b' })).toEqual(['$.text']);
  });
});

describe('a request to an auth server', () => {
  const get = vector('auth-url-request', {
    method: 'GET',
    url: 'https://a.example/t?a=1&b=x+y',
    headers: { 'x-a': '1' },
    body: null,
  });
  const post = vector('auth-url-request', {
    method: 'POST',
    url: 'https://a.example/t?v=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=1&b=2',
  });

  it('is compared by decoded pairs and the headers that are named', async () => {
    const url = 'https://a.example/t?b=x%20y&a=1';
    expect(await pathsOf(get, { method: 'GET', url, headers: { 'X-A': '1', accept: '*/*' } })).toEqual([]);
    expect(await pathsOf(get, { method: 'GET', url: `${url}&a=1`, headers: { 'x-a': '1' }, body: '' })).toEqual([
      '$.url?',
    ]);
    expect(await pathsOf(get, { method: 'POST', url: 'https://b.example/t', headers: {}, body: 'a=1' })).toEqual([
      '$.method',
      '$.url',
      '$.url?',
      '$.headers["x-a"]',
      '$.body',
    ]);
  });

  it('may have a charset, and its form in any order', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    expect(await pathsOf(post, { method: 'POST', url: 'https://a.example/t?v=1', headers, body: 'b=2&a=1' })).toEqual(
      [],
    );
    expect(await pathsOf(post, { method: 'POST', url: 'https://a.example/t?v=1', headers, body: '{"a":1}' })).toEqual([
      '$.body',
    ]);
  });
});

describe('the result of a revocation', () => {
  it('may keep what is not known, and no more', async () => {
    const expected = vector('revocation-result', { result: { successCount: 1, results: [{ target: 'a:b' }] } });
    const kept = { successCount: 1, results: [{ target: 'a:b', more: 1 }], requestId: 'r' };
    expect(await pathsOf(expected, { result: kept })).toEqual([]);
    const wrong = { successCount: 1, results: [{ target: 'a:b', error: {} }] };
    expect(await pathsOf(expected, { result: wrong })).toEqual(['$.result.results[0].error']);
  });
});

describe('a created JWT', () => {
  const claims = { iat: 1, exp: 61, 'x-ably-capability': '{"a":["publish","subscribe"]}' };
  const header = { typ: 'JWT', alg: 'HS256', kid: 'appId.keyId' };
  const expected = vector('create-jwt', { header, claims }, { key: 'appId.keyId:a:b' });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = (head: object, body: object, secret = 'a:b') => {
    const input = `${part(head)}.${part(body)}`;
    return { token: `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}` };
  };

  it('may have its members in any order, its capability written in any way, and claims of a library', async () => {
    const { iat, exp } = claims;
    const body = { jti: 'x', 'x-ably-capability': '{"a": ["subscribe","publish"]}', exp, iat };
    expect(await pathsOf(expected, jwt({ kid: 'appId.keyId', cty: 'x', alg: 'HS256', typ: 'JWT' }, body))).toEqual([]);
  });

  it('must have the header and the claims of the vector, and no other one of Ably', async () => {
    const given = jwt(
      { ...header, alg: 'HS512' },
      { iat: 1, exp: 61_000, 'x-ably-clientId': 'a', 'ably.channel.b': 'c' },
    );
    expect(await pathsOf(expected, given)).toEqual([
      '$.token.header["alg"]',
      '$.token.claims["exp"]',
      '$.token.claims["x-ably-capability"]',
      '$.token.claims["x-ably-clientId"]',
      '$.token.claims["ably.channel.b"]',
    ]);
  });

  it.each(['a', 'b', 'appId.keyId:a:b', ''])('must be signed with the secret, not with %j', async (secret) => {
    expect(await pathsOf(expected, jwt(header, claims, secret))).toEqual(['$.token.signature']);
  });

  it('must be signed with the secret of the app where it carries a token', async () => {
    const outer = vector('embed-token', { header, claims }, { secret: 'of the app' });
    expect(await pathsOf(outer, jwt(header, claims, 'of the app'))).toEqual([]);
    expect(await pathsOf(outer, jwt(header, claims))).toEqual(['$.token.signature']);
  });

  it('must be three texts of base64url without padding', async () => {
    const { token } = jwt(header, { ...claims, a: '~~~???>>>~' });
    const [head = '', body = '', signature = ''] = token.split('.');
    for (const given of [
      `${head}.${body}`,
      `${token}.`,
      `${head}=.${body}.${signature}`,
      `${head}.W10.${signature}`,
      7,
    ]) {
      expect(await pathsOf(expected, { token: given })).toEqual(['$.token']);
    }
    const standard = body.replaceAll('-', '+').replaceAll('_', '/');
    expect(await pathsOf(expected, { token: `${head}.${standard}.${signature}` })).toEqual(['$.token']);
  });
});
