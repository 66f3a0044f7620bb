import { each, group, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NONCE, NOW } from './material.js';

const of = (params: JsonObject) => ({ params });

/** TokenParams as parameters for authUrl. */
export const source: Source = {
  operation: 'token-params-query',
  about:
    'Turns TokenParams into names and values, as they go to authUrl in a query or a form. ' +
    'The values are not yet encoded; what they mean is checked by the signer.',
  groups: [
    group('values', 'Each member that is there, as text.', { spec: ['RSA8c1', 'TK2'], basis: 'spec' }, [
      valid('nothing', 'No params, no parameters.', of({}), {
        flags: ['DefaultTtl', 'DefaultCapability', 'EmptyForAbsent'],
      }),
      valid(
        'all',
        'Every member.',
        of({ ttl: 60_000, capability: '{"news":["subscribe"]}', clientId: 'alice', timestamp: NOW, nonce: NONCE }),
      ),
      valid('ttl', 'A number is written in decimal.', of({ ttl: 86_400_000 }), { flags: ['NumberForm'] }),
      valid('ttl-with-milliseconds', 'Nothing is cut off.', of({ ttl: 1500 }), {
        flags: ['TtlTruncated', 'TtlInSeconds'],
      }),
      valid('timestamp', 'A timestamp without an exponent.', of({ timestamp: NOW }), { flags: ['NumberForm'] }),
      valid('client-id-of-zero', "'0' is there.", of({ clientId: '0' }), { flags: ['FalsyDropped'] }),
      ...each({ flags: ['QueryEncoding'] }, [
        valid('client-id-not-encoded', 'Values are not encoded yet.', of({ clientId: 'a b&c=d+e%41' })),
        valid('client-id-outside-ascii', 'Nor are characters outside ASCII.', of({ clientId: '\u00e9\ud83d\ude00' })),
      ]),
      valid('capability-text', 'Capability text.', of({ capability: '{"a":["publish","subscribe"]}' }), {
        flags: ['SeparatorSpaces'],
      }),
      valid(
        'capability-object',
        'A structured capability goes as its canonical text.',
        of({ capability: { b: ['subscribe', 'publish'], a: ['*'] } }),
        { basis: 'decision', flags: ['SeparatorSpaces', 'UnsortedOperations'] },
      ),
    ]),
    group('fixtures', 'Fixtures of the universal test specification.', { spec: ['TK2'], basis: 'spec' }, [
      valid(
        'to-query',
        'Three members, the operations not known to anybody.',
        of({ ttl: 3_600_000, clientId: 'query-client', capability: '{"ch":["pub"]}' }),
        { uts: 'rest/unit/TK/token-params-to-query-string-0' },
      ),
      valid(
        'all-attributes',
        'Five members; the short nonce is refused by the signer.',
        of({
          ttl: 7_200_000,
          capability: '{"*":["*"]}',
          clientId: 'full-client',
          timestamp: 1_234_567_890_000,
          nonce: 'full-nonce',
        }),
        { uts: 'rest/unit/TK1/token-params-attributes-0' },
      ),
    ]),
  ],
};
