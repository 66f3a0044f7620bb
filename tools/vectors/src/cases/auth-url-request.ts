import { each, group, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NONCE, NOW } from './material.js';

const URL = 'https://auth.example.com/token';
const byGet = (options: JsonObject) => ({ authUrl: URL, ...options });
const byPost = (options: JsonObject) => byGet({ authMethod: 'POST', ...options });
const ask = (name: string, about: string, options: JsonObject) => valid(name, about, byGet(options));
const post = (name: string, about: string, options: JsonObject) => valid(name, about, byPost(options));

/** The request to an auth server. */
export const source: Source = {
  operation: 'auth-url-request',
  about:
    'Builds the request to authUrl from its own query, authParams, TokenParams and authHeaders. ' +
    'Query and form are compared as decoded pairs in any order; headers are those that must be there, others may join them.',
  groups: [
    group('get', 'GET: everything in the query.', { spec: ['RSA8c', 'RSA8c1a'], basis: 'spec' }, [
      ask('nothing', 'The URL alone.', {}),
      ask('method-given', 'GET, given.', { authMethod: 'GET' }),
      ask('auth-params', 'authParams.', { authParams: { user: 'alice', session: '7' } }),
      valid(
        'token-params',
        'TokenParams.',
        byGet({ tokenParams: { ttl: 60_000, clientId: 'alice', timestamp: NOW, nonce: NONCE } }),
        { flags: ['NumberForm'] },
      ),
      ask('both', 'Both.', { authParams: { user: 'alice' }, tokenParams: { clientId: 'alice' } }),
      valid(
        'capability',
        'A capability is encoded for a query.',
        byGet({ tokenParams: { capability: '{"a":["publish","subscribe"]}' } }),
        { flags: ['QueryEncoding', 'SeparatorSpaces'] },
      ),
      valid(
        'capability-object',
        'A structured capability goes as its canonical text.',
        byGet({ tokenParams: { capability: { b: ['subscribe', 'publish'], a: ['*'] } } }),
        { basis: 'decision', flags: ['QueryEncoding', 'UnsortedOperations'] },
      ),
      valid('empty-value', 'An empty value is there.', byGet({ authParams: { flag: '' } }), {
        flags: ['FalsyDropped'],
      }),
      valid('zero', "So is '0'.", byGet({ authParams: { page: '0' } }), { flags: ['FalsyDropped'] }),
    ]),
    group(
      'encoding',
      'Names and values are encoded once.',
      { spec: ['RSA8c1a'], basis: 'spec', flags: ['QueryEncoding'] },
      [
        ask('separators', 'Characters that separate.', { authParams: { 'a&b=c': 'd&e=f;g?h#i' } }),
        ask('plus', "'+' is not a space.", { authParams: { plus: 'a+b' } }),
        ask('space', 'A space is encoded.', { authParams: { 'a b': 'c d' } }),
        ask('percent', "'%41' is not 'A'.", { authParams: { percent: '%41' } }),
        valid(
          'outside-ascii',
          'Characters outside ASCII, as UTF-8.',
          byGet({ authParams: { '\u00e9': '\ud83d\ude00' } }),
          { flags: ['QueryEncoding', 'NotUtf8'] },
        ),
        ask('slash-and-quotes', 'Characters that some encoders leave.', { authParams: { q: '/\'"!*()~' } }),
        ask('line-feed', 'A line feed.', { authParams: { q: 'a\r\nb' } }),
      ],
    ),
    group('own-query', "The URL's own query is kept.", { spec: ['RSA8c1c'], basis: 'spec', flags: ['OwnQuery'] }, [
      ask('kept', 'It stays.', { authUrl: `${URL}?a=1&b=2` }),
      ask('joined', 'Others join it.', { authUrl: `${URL}?a=1`, authParams: { b: '2' } }),
      ...each({ flags: ['OwnQuery', 'QueryEncoding'] }, [
        ask('encoded', 'It is not encoded twice.', { authUrl: `${URL}?a=x%20y%2Bz&b=%C3%A9`, authParams: { c: '3' } }),
        valid('plus', "'+' in it is a space.", byGet({ authUrl: `${URL}?a=x+y`, authParams: { c: '3' } }), {
          basis: 'decision',
        }),
      ]),
      ask('repeated-name', 'A name that it has twice.', { authUrl: `${URL}?a=1&a=2`, authParams: { b: '3' } }),
      valid('empty-value', 'An empty value.', byGet({ authUrl: `${URL}?a=`, authParams: { b: '3' } }), {
        flags: ['OwnQuery', 'FalsyDropped'],
      }),
      valid('empty-query', "A '?' alone.", byGet({ authUrl: `${URL}?`, authParams: { b: '3' } }), {
        basis: 'decision',
      }),
      ask('port-and-path', 'Port and path stay.', {
        authUrl: 'http://localhost:8080/a/b.php?x=1',
        authParams: { y: '2' },
      }),
      valid('with-post', 'With POST it stays in the URL.', byPost({ authUrl: `${URL}?a=1`, authParams: { b: '2' } }), {
        spec: ['RSA8c1c', 'RSA8c1b'],
      }),
    ]),
    group(
      'precedence',
      "TokenParams take precedence over authParams, both over the URL's own query.",
      { spec: ['RSA8c2', 'RSA8c1c'], basis: 'spec', flags: ['ParamPrecedence'] },
      [
        ask('token-params-over-auth-params', 'clientId in both.', {
          authParams: { clientId: 'bob', x: '1' },
          tokenParams: { clientId: 'alice' },
        }),
        ask('auth-params-over-own-query', 'authParams over the URL.', {
          authUrl: `${URL}?user=bob&x=1`,
          authParams: { user: 'alice' },
        }),
        ask('token-params-over-own-query', 'TokenParams over the URL.', {
          authUrl: `${URL}?clientId=bob&x=1`,
          tokenParams: { clientId: 'alice' },
        }),
        ask('all-three', 'One name in all three.', {
          authUrl: `${URL}?ttl=1`,
          authParams: { ttl: '2' },
          tokenParams: { ttl: 3 },
        }),
        ask('repeated-name-replaced', 'A name that the URL has twice is replaced as a whole.', {
          authUrl: `${URL}?a=1&a=2&b=3`,
          authParams: { a: '4' },
        }),
        valid(
          'names-differ-by-case',
          'Names differ by case.',
          byGet({ authUrl: `${URL}?ClientId=bob`, tokenParams: { clientId: 'alice' } }),
          { basis: 'decision' },
        ),
        valid(
          'with-post',
          'With POST, TokenParams over authParams.',
          byPost({ authParams: { clientId: 'bob' }, tokenParams: { clientId: 'alice' } }),
          { spec: ['RSA8c2', 'RSA8c1b'] },
        ),
        valid(
          'own-query-with-post',
          "With POST, the URL's own query is not touched.",
          byPost({ authUrl: `${URL}?clientId=bob`, tokenParams: { clientId: 'alice' } }),
          { basis: 'decision', spec: ['RSA8c1c', 'RSA8c1b'] },
        ),
      ],
    ),
    group('post', 'POST: everything in a form.', { spec: ['RSA8c', 'RSA8c1b'], basis: 'spec' }, [
      post('nothing', 'An empty form.', {}),
      post('auth-params', 'authParams.', { authParams: { user: 'alice', session: '7' } }),
      valid(
        'token-params',
        'TokenParams.',
        byPost({ tokenParams: { ttl: 60_000, clientId: 'alice', timestamp: NOW, nonce: NONCE } }),
        { flags: ['NumberForm'] },
      ),
      valid('encoding', 'Encoded for a form.', byPost({ authParams: { 'a&b': 'c=d+e f\u00e9' } }), {
        flags: ['QueryEncoding'],
      }),
      valid('capability', 'A capability.', byPost({ tokenParams: { capability: '{"a":["publish","subscribe"]}' } }), {
        flags: ['QueryEncoding', 'SeparatorSpaces'],
      }),
    ]),
    group('headers', 'authHeaders go with it.', { spec: ['RSA8c1a', 'RSA8c1b', 'AO2e'], basis: 'spec' }, [
      ask('get', 'With GET.', { authHeaders: { 'X-Session': 'abc', Authorization: 'Bearer xyz' } }),
      post('post', 'With POST.', { authHeaders: { 'X-Session': 'abc' }, authParams: { user: 'alice' } }),
      ask('not-in-the-query', 'Headers are not parameters.', {
        authHeaders: { clientId: 'bob' },
        tokenParams: { clientId: 'alice' },
      }),
    ]),
  ],
};
