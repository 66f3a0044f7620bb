import { each, group, invalid, json, valid, type Case, type Source, type Traits } from '../authoring.js';
import { NOW, REQUEST } from './material.js';

const of = (contentType: string, text: string) => ({ contentType, text });
const kind =
  (value: string) =>
  (name: string, about: string, contentType: string, text: string, traits: Traits = {}): Case =>
    valid(name, about, of(contentType, text), { ...traits, output: { kind: value } });
const token = kind('token');
const details = kind('token-details');
const request = kind('token-request');
const refuse = (name: string, about: string, contentType: string, text: string, traits: Traits = {}) =>
  invalid(name, about, of(contentType, text), 40170, '$', traits);

const JSON_TYPE = 'application/json';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln';

/** What an auth server has answered. */
export const source: Source = {
  operation: 'auth-response-kind',
  about:
    'Tells by content type and text whether an auth server has answered with a token string, TokenDetails or a TokenRequest. ' +
    'Anything else is refused with 40170.',
  groups: [
    group(
      'content-type',
      'The content type says how the answer is read.',
      { spec: ['RSA8c'], basis: 'spec', flags: ['ContentType'] },
      [
        token('plain-text', 'A token string.', 'text/plain', 'appId.opaque'),
        token('jwt', 'A JWT.', 'application/jwt', JWT),
        token('jwt-as-plain-text', 'A JWT as plain text.', 'text/plain', JWT),
        token(
          'json-as-plain-text',
          'JSON as plain text is a token string.',
          'text/plain',
          json({ token: 'appId.opaque' }),
        ),
        details('json-token-details', 'TokenDetails.', JSON_TYPE, json({ token: 'appId.opaque', expires: NOW })),
        request('json-token-request', 'A TokenRequest.', JSON_TYPE, json(REQUEST)),
        token('plain-text-with-charset', 'Parameters say nothing.', 'text/plain; charset=utf-8', 'appId.opaque'),
        details(
          'json-with-charset',
          'Not with JSON either.',
          'application/json; charset=utf-8',
          json({ token: 'appId.opaque' }),
        ),
        request(
          'json-with-charset-and-no-space',
          'With or without a space.',
          'application/json;charset=UTF-8',
          json(REQUEST),
        ),
        details('json-in-capitals', 'Nor does case.', 'Application/JSON', json({ token: 'appId.opaque' }), {
          basis: 'decision',
        }),
        ...each({ spec: ['RSA4f'] }, [
          refuse('html', 'A login page.', 'text/html', '<html></html>'),
          refuse('html-that-is-a-token', 'HTML is refused, even if it holds a token.', 'text/html', 'appId.opaque'),
          refuse('javascript', 'Another type that ends so.', 'text/javascript', json({ token: 'appId.opaque' })),
          refuse('type-that-begins-so', 'A type that begins like one.', 'text/plainer', 'appId.opaque', {
            basis: 'decision',
          }),
          refuse(
            'type-in-a-parameter',
            'A parameter is not a type.',
            'text/html; x=application/json',
            json({ token: 'appId.opaque' }),
            { basis: 'decision' },
          ),
          refuse('none', 'No content type.', '', 'appId.opaque', { basis: 'decision' }),
        ]),
      ],
    ),
    group('json', 'Which of two a JSON object is.', { spec: ['AO2b'], basis: 'spec', flags: ['KindOrder'] }, [
      details('token-alone', 'An object with a token.', JSON_TYPE, json({ token: JWT })),
      details(
        'token-beside-request',
        'A token decides, with anything else beside it.',
        JSON_TYPE,
        json({ ...REQUEST, token: 'appId.opaque' }),
      ),
      details(
        'key-name-in-details',
        'A key name does not make a request.',
        JSON_TYPE,
        json({ token: 'appId.opaque', keyName: 'appId.keyId' }),
      ),
      details(
        'unknown-members',
        'Nor does a member that is not known.',
        JSON_TYPE,
        json({ token: 'appId.opaque', region: 'eu' }),
        { spec: ['AO2b', 'RSF1'], flags: ['KindOrder', 'UnknownMembers'] },
      ),
      request(
        'request-with-all-members',
        'A request with all members.',
        JSON_TYPE,
        json({ ...REQUEST, ttl: 1000, capability: '{}', clientId: 'alice' }),
      ),
      request(
        'request-with-nulls',
        'A request with nulls.',
        JSON_TYPE,
        json({ ...REQUEST, ttl: null, capability: null, clientId: null }),
        { flags: ['KindOrder', 'NullMembers'] },
      ),
      request('white-space', 'White space around.', JSON_TYPE, `\r\n ${json(REQUEST)}\n`),
      refuse('neither', 'Neither of the two.', JSON_TYPE, json({ error: { code: 40100 } }), { basis: 'decision' }),
      refuse(
        'unsigned-request',
        'A request without a MAC.',
        JSON_TYPE,
        json({ keyName: 'appId.keyId', clientId: 'alice' }),
        { basis: 'decision' },
      ),
      refuse('empty-object', 'An empty object.', JSON_TYPE, '{}', { basis: 'decision' }),
      refuse('list', 'A list.', JSON_TYPE, `[${json(REQUEST)}]`, { basis: 'decision' }),
      refuse('string', 'A text in JSON.', JSON_TYPE, '"appId.opaque"', { basis: 'decision' }),
      refuse('null', 'null.', JSON_TYPE, 'null', { basis: 'decision' }),
      refuse('not-json', 'A token string that calls itself JSON.', JSON_TYPE, 'appId.opaque', {
        basis: 'decision',
        flags: ['LenientJson'],
      }),
      refuse('empty', 'The empty text.', JSON_TYPE, '', { basis: 'decision' }),
    ]),
    group('text', 'A token string is any text of at most 131072 bytes.', { spec: ['RSA4f'], basis: 'spec' }, [
      token('characters-outside-ascii', 'Any text.', 'text/plain', '\u00e9\ud83d\ude00', { spec: ['TN1'] }),
      refuse('empty-token', 'The empty text is not a token.', 'text/plain', '', {
        basis: 'decision',
        flags: ['EmptyForAbsent'],
      }),
      token('at-limit', '131072 bytes.', 'text/plain', 't'.repeat(131_072), { flags: ['Limit'] }),
      refuse('above-limit', '131073 bytes.', 'text/plain', 't'.repeat(131_073), { flags: ['Limit'] }),
    ]),
  ],
};
