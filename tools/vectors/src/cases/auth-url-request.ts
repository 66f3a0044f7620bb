import { each, group, valid, type Source, type Traits } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NONCE, NOW } from './material.js';

const URL = 'https://auth.example.com/token';
const ask = (name: string, about: string, options: JsonObject, traits: Traits = {}) =>
  valid(name, about, { authUrl: URL, ...options }, traits);
const post = (name: string, about: string, options: JsonObject, traits: Traits = {}) =>
  ask(name, about, { authMethod: 'POST', ...options }, traits);

/** The request to an auth server. */
export const authUrlRequest: Source = {
  operation: 'auth-url-request',
  about:
    'Builds the request to authUrl from its own query, authParams, TokenParams and authHeaders. ' +
    'Query and form are compared as decoded pairs in any order; headers are those that must be there, others may join them.',
  groups: [
    group('get', 'GET: everything in the query.', { spec: ['RSA8c', 'RSA8c1a'], basis: 'spec' }, [
      ask('nothing', 'The URL alone.', {}),
      ask('method-given', 'GET, given.', { authMethod: 'GET' }),
      ask('auth-params', 'authParams.', { authParams: { user: 'alice', session: '7' } }),
      ask(
        'token-params',
        'TokenParams.',
        { tokenParams: { ttl: 60_000, clientId: 'alice', timestamp: NOW, nonce: NONCE } },
        { flags: ['NumberForm'] },
      ),
      ask('both', 'Both.', { authParams: { user: 'alice' }, tokenParams: { clientId: 'alice' } }),
      ask(
        'capability',
        'A capability is encoded for a query.',
        { tokenParams: { capability: '{"a":["publish","subscribe"]}' } },
        { flags: ['QueryEncoding', 'SeparatorSpaces'] },
      ),
      ask(
        'capability-object',
        'A structured capability goes as its canonical text.',
        { tokenParams: { capability: { b: ['subscribe', 'publish'], a: ['*'] } } },
        { basis: 'decision', flags: ['QueryEncoding', 'UnsortedOperations'] },
      ),
      ask('empty-value', 'An empty value is there.', { authParams: { flag: '' } }, { flags: ['FalsyDropped'] }),
      ask('zero', "So is '0'.", { authParams: { page: '0' } }, { flags: ['FalsyDropped'] }),
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
        ask(
          'outside-ascii',
          'Characters outside ASCII, as UTF-8.',
          { authParams: { '\u00e9': '\ud83d\ude00' } },
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
        ask(
          'plus',
          "'+' in it is a space.",
          { authUrl: `${URL}?a=x+y`, authParams: { c: '3' } },
          { basis: 'decision' },
        ),
      ]),
      ask('repeated-name', 'A name that it has twice.', { authUrl: `${URL}?a=1&a=2`, authParams: { b: '3' } }),
      ask(
        'empty-value',
        'An empty value.',
        { authUrl: `${URL}?a=`, authParams: { b: '3' } },
        { flags: ['OwnQuery', 'FalsyDropped'] },
      ),
      ask('empty-query', "A '?' alone.", { authUrl: `${URL}?`, authParams: { b: '3' } }, { basis: 'decision' }),
      ask('port-and-path', 'Port and path stay.', {
        authUrl: 'http://localhost:8080/a/b.php?x=1',
        authParams: { y: '2' },
      }),
      post(
        'with-post',
        'With POST it stays in the URL.',
        { authUrl: `${URL}?a=1`, authParams: { b: '2' } },
        { spec: ['RSA8c1c', 'RSA8c1b'] },
      ),
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
        ask(
          'names-differ-by-case',
          'Names differ by case.',
          { authUrl: `${URL}?ClientId=bob`, tokenParams: { clientId: 'alice' } },
          { basis: 'decision' },
        ),
        post(
          'with-post',
          'With POST, TokenParams over authParams.',
          { authParams: { clientId: 'bob' }, tokenParams: { clientId: 'alice' } },
          { spec: ['RSA8c2', 'RSA8c1b'] },
        ),
        post(
          'own-query-with-post',
          "With POST, the URL's own query is not touched.",
          { authUrl: `${URL}?clientId=bob`, tokenParams: { clientId: 'alice' } },
          { basis: 'decision', spec: ['RSA8c1c', 'RSA8c1b'] },
        ),
      ],
    ),
    group('post', 'POST: everything in a form.', { spec: ['RSA8c', 'RSA8c1b'], basis: 'spec' }, [
      post('nothing', 'An empty form.', {}),
      post('auth-params', 'authParams.', { authParams: { user: 'alice', session: '7' } }),
      post(
        'token-params',
        'TokenParams.',
        { tokenParams: { ttl: 60_000, clientId: 'alice', timestamp: NOW, nonce: NONCE } },
        { flags: ['NumberForm'] },
      ),
      post('encoding', 'Encoded for a form.', { authParams: { 'a&b': 'c=d+e f\u00e9' } }, { flags: ['QueryEncoding'] }),
      post(
        'capability',
        'A capability.',
        { tokenParams: { capability: '{"a":["publish","subscribe"]}' } },
        { flags: ['QueryEncoding', 'SeparatorSpaces'] },
      ),
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
