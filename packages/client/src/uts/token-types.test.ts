import { createTokenRequest, readTokenDetails, readTokenRequest } from '@ably-auth/core';
import { validateTokenParams, type TokenParams } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { tokenParamsQuery } from '../token-params-query.js';

const fromJson = (value: object, read: (input: unknown) => unknown) => [read(value), read(JSON.stringify(value))];

describe('TokenDetails', () => {
  const all = {
    token: 'deserialized-token',
    keyName: 'appId.keyId',
    issued: 1_234_567_800_000,
    expires: 1_234_567_890_000,
    capability: '{"channel-1":["publish"]}',
    clientId: 'json-client',
  };
  const read = (input: unknown) => readTokenDetails(input).value;

  it('rest/unit/TD1/token-details-attributes-0', () => {
    for (const name of ['expires', 'issued', 'capability', 'clientId'] as const) {
      const details = { token: 'test-token', [name]: all[name] };
      expect(read(details)).toEqual(details);
    }
  });

  it('rest/unit/TD/token-details-from-json-0', () => {
    expect(fromJson(all, read)).toEqual([all, all]);
  });
});

describe('TokenParams', () => {
  const all: Required<TokenParams> = {
    ttl: 7_200_000,
    capability: '{"*":["*"]}',
    clientId: 'full-client',
    timestamp: 1_234_567_890_000,
    nonce: 'a-nonce-of-16-up',
  };

  it('rest/unit/TK1/token-params-attributes-0', async () => {
    for (const params of [{}, all, ...Object.entries(all).map(([name, value]) => ({ [name]: value }))]) {
      expect(validateTokenParams(params)).toEqual({ ok: true, value: params });
    }
    const request = await createTokenRequest({}, { key: 'appId.keyId:keySecret' });
    expect(request).not.toHaveProperty('ttl');
    expect(request).not.toHaveProperty('capability');
  });

  it('rest/unit/TK/token-params-to-query-string-0', () => {
    expect(tokenParamsQuery({ ttl: 3_600_000, clientId: 'query-client', capability: '{"ch":["pub"]}' })).toEqual({
      ttl: '3600000',
      clientId: 'query-client',
      capability: '{"ch":["pub"]}',
    });
  });
});

describe('TokenRequest', () => {
  const required = { keyName: 'appId.keyId', timestamp: 1_234_567_890_000, nonce: 'nonce-1', mac: 'signature-base64' };
  const all = { ...required, ttl: 7_200_000, capability: '{"ch":["sub"]}', clientId: 'from-json-client' };
  const read = (input: unknown) => readTokenRequest(input).value;

  it('rest/unit/TE1/token-request-attributes-0', () => {
    expect(read(required)).toEqual(required);
    for (const name of ['ttl', 'capability', 'clientId'] as const) {
      expect(read({ ...required, [name]: all[name] })).toEqual({ ...required, [name]: all[name] });
    }
  });

  it('rest/unit/TE/token-request-mac-signature-0', async () => {
    expect(read(required).mac).toBe('signature-base64');
    const { mac } = await createTokenRequest({}, { key: 'appId.keyId:keySecret' });
    expect(Buffer.from(mac, 'base64')).toHaveLength(32);
  });

  it('rest/unit/TE/token-request-to-json-1', async () => {
    const params = { ttl: 3_600_000, capability: '{"*":["*"]}', clientId: 'json-client', timestamp: 1_234_567_890_000 };
    const request = await createTokenRequest(
      { ...params, nonce: 'json-nonce-16-up' },
      { key: 'appId.keyId:keySecret' },
    );
    expect(JSON.parse(JSON.stringify(request))).toEqual({
      ...params,
      keyName: 'appId.keyId',
      nonce: 'json-nonce-16-up',
      mac: request.mac,
    });
  });

  it('rest/unit/TE/token-request-from-json-2', () => {
    expect(fromJson(all, read)).toEqual([all, all]);
  });
});
