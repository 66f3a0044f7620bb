import { describe, expect, it } from 'vitest';
import type { Auth } from '../auth.js';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { KEY, details, isTokenEndpoint, tokenError, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const answerAll = () => service.answer(() => ({ body: {} }));

/** A client whose authCallback gives token-v1, token-v2, … */
function versioned(options: ClientAuthOptions = {}, more: object = {}): Auth {
  let count = 0;
  const authCallback = async () => details(`token-v${++count}`, { clientId: `client-v${count}`, ...more });
  return service.client({ authCallback, ...options });
}

describe('auth.tokenDetails', () => {
  it('rest/unit/RSA16a/token-from-callback-0', async () => {
    answerAll();
    const given = details('callback-token-abc', { issued: Date.now(), clientId: 'my-client' });
    const auth = service.client({ authCallback: async () => given });
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails).toEqual(given);
  });

  it('rest/unit/RSA16a/token-from-request-token-1', async () => {
    const given = details('requested-token-xyz', { issued: Date.now(), keyName: 'appId.keyId', clientId: 'a-client' });
    service.answer((request) => ({ body: isTokenEndpoint(request) ? given : {} }));
    const auth = service.client({ key: KEY });
    await auth.authorize();
    expect(auth.tokenDetails).toEqual(given);
  });

  it('rest/unit/RSA16b/token-string-in-options-0', () => {
    expect(service.client({ token: 'standalone-token-string' }).tokenDetails).toEqual({
      token: 'standalone-token-string',
    });
  });

  it('rest/unit/RSA16b/token-string-from-callback-1', async () => {
    answerAll();
    const auth = service.client({ authCallback: async () => 'just-a-token-string' });
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails).toEqual({ token: 'just-a-token-string' });
  });

  it('rest/unit/RSA16c/set-on-instantiation-0', () => {
    const given = details('initial-token', { issued: Date.now(), clientId: 'initial-client' });
    expect(service.client({ tokenDetails: given }).tokenDetails).toEqual(given);
  });

  it('rest/unit/RSA16c/updated-after-authorize-1', async () => {
    const auth = versioned();
    await auth.authorize();
    const first = auth.tokenDetails;
    await auth.authorize();
    expect([first, auth.tokenDetails]).toMatchObject([
      { token: 'token-v1', clientId: 'client-v1' },
      { token: 'token-v2', clientId: 'client-v2' },
    ]);
  });

  it('rest/unit/RSA16c/updated-after-expiry-renewal-2, where the time of the service is known', async () => {
    let time = 1_750_000_000_000;
    service.answer(({ path }) => ({ body: path === '/time' ? [time] : {} }));
    const auth = versioned({ queryTime: true, now: () => time }, { expires: time + 1000 });
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails?.token).toBe('token-v1');
    time += 2000;
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails?.token).toBe('token-v2');
  });

  it('rest/unit/RSA16c/updated-after-40142-renewal-3', async () => {
    service.answer((_, count) => (count === 1 ? tokenError(40142) : { body: {} }));
    const auth = versioned();
    await auth.authorize();
    expect(auth.tokenDetails?.token).toBe('token-v1');
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails?.token).toBe('token-v2');
  });

  it('rest/unit/RSA16a/preserved-across-requests-0', async () => {
    answerAll();
    const auth = versioned();
    for (let request = 1; request <= 3; request++) {
      await auth.fetch('/channels/test');
      expect(auth.tokenDetails?.token).toBe('token-v1');
    }
  });

  it('rest/unit/RSA16a/reflects-capability-1', async () => {
    answerAll();
    const capability = '{"channel1":["publish","subscribe"],"channel2":["subscribe"]}';
    const auth = versioned({}, { capability });
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails?.capability).toBe(capability);
  });

  it('cannot be changed from outside', async () => {
    const given = details('a-token');
    const auth = service.client({ tokenDetails: given });
    given.token = 'another';
    expect(auth.tokenDetails?.token).toBe('a-token');
    expect(() => Object.assign(auth.tokenDetails as object, { token: 'another' })).toThrow(TypeError);
  });
});

describe('auth.tokenDetails is null', () => {
  it('rest/unit/RSA16d/null-with-basic-auth-0', async () => {
    answerAll();
    const auth = service.client({ key: KEY });
    await auth.fetch('/channels/test');
    expect(auth.tokenDetails).toBeNull();
  });

  it('rest/unit/RSA16d/null-before-token-obtained-1', () => {
    expect(versioned().tokenDetails).toBeNull();
  });

  it('rest/unit/RSA16d/null-after-invalidation-2', async () => {
    service.answer(() => tokenError());
    let count = 0;
    const auth = service.client({
      authCallback: async () => {
        if (++count > 1) throw new Error('Cannot obtain new token');
        return details('first-token');
      },
    });
    await auth.authorize();
    await expect(auth.fetch('/channels/test')).rejects.toMatchObject({ code: 40170 });
    expect(auth.tokenDetails).toBeNull();
  });

  it('RSA16d: when the second token is refused as well', async () => {
    service.answer(() => tokenError());
    const auth = versioned();
    await expect(auth.fetch('/channels/test')).rejects.toMatchObject({ code: 40142 });
    expect(auth.tokenDetails).toBeNull();
  });

  it('rest/unit/RSA16d/null-after-switch-to-basic-3: authorize never switches to Basic auth', async () => {
    service.answer((request) => ({ body: isTokenEndpoint(request) ? details('by-key') : {} }));
    const auth = versioned();
    await auth.authorize();
    await auth.authorize(undefined, { key: KEY, useTokenAuth: false }); // RSA10a
    await auth.fetch('/channels/test');
    expect([auth.tokenDetails?.token, service.requests.at(-1)?.headers['authorization']]).toEqual([
      'by-key',
      'Bearer by-key',
    ]);
  });
});
