import { each, group, invalid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY_NAME, NONCE, NOW } from './material.js';
import { received } from './signed.js';
import { CAPABILITY, type Ask } from './verify-ask.js';

/** Requests that share a MAC with another. */
export const injectionGroups = ({ refuse, refuses, request }: Ask): readonly CaseGroup[] => [
  group(
    'injection',
    'Two requests with one MAC: both are refused.',
    { spec: ['RSA9g'], basis: 'decision', flags: ['Injection'] },
    [
      refuse(
        'client-id-that-holds-the-rest',
        'Who chooses their clientId chooses timestamp and nonce as well …',
        'clientId',
        { clientId: `a\n${NOW}\n${NONCE}`, nonce: '0123456789abcdef' },
      ),
      refuse('nonce-that-holds-the-rest', "… and has a request for 'a' with the same MAC.", 'nonce', {
        clientId: 'a',
        nonce: `${NONCE}\n${NOW}\n0123456789abcdef`,
      }),
      refuse('client-id-after-line-feed', "'\\nadmin', signed under a capability …", 'clientId', {
        capability: CAPABILITY,
        clientId: '\nadmin',
      }),
      refuse(
        'capability-that-ends-in-line-feed',
        "… is 'admin' under that capability and a line feed, which is JSON still.",
        'capability',
        { capability: `${CAPABILITY}\n`, clientId: 'admin' },
      ),
      refuses(
        'capability-that-begins-with-line-feed',
        'A capability that takes the end of an empty ttl.',
        'capability',
        `\n${CAPABILITY}`,
      ),
      refuses(
        'pretty-printed-capability',
        'Line feeds inside a capability, too: sign compact text.',
        'capability',
        '{\n  "news": ["subscribe"]\n}',
      ),
      refuses('client-id-that-ends-in-line-feed', 'A clientId with a line end.', 'clientId', 'alice\n'),
      ...each({ flags: ['ControlCharacters'] }, [
        refuses('nul', 'U+0000 in a clientId.', 'clientId', 'alice\u0000admin'),
        refuses('carriage-return', 'U+000D in a nonce.', 'nonce', `${NONCE}\r`),
        refuses('delete', 'U+007F in a clientId.', 'clientId', 'alice\u007f'),
      ]),
      refuses('key-name-with-line-feed', 'A line feed after the key name.', 'keyName', `${KEY_NAME}\n`),
      invalid(
        'lone-surrogate-in-client-id',
        'Two halves of pairs have the bytes of U+FFFD: a MAC for one clientId would be a MAC for the other.',
        loneSurrogate(request, '\\ud800'),
        40001,
        '$.clientId',
        { flags: ['LoneSurrogate'] },
      ),
      invalid(
        'another-lone-surrogate-in-client-id',
        'The other clientId, with the same MAC.',
        loneSurrogate(request, '\\udfff'),
        40001,
        '$.clientId',
        { flags: ['LoneSurrogate'] },
      ),
      invalid(
        'duplicate-member',
        'A clientId for each of two readers.',
        received(JSON.stringify(request({ clientId: 'alice' })).replace('{', '{"clientId":"admin",')),
        40001,
        '$.clientId',
        { flags: ['DuplicateNames'] },
      ),
    ],
  ),
];

// JSON text cannot hold half of a pair but as an escape; the MAC covers what encoders make of it.
function loneSurrogate(request: Ask['request'], escape: string): JsonObject {
  return received(JSON.stringify(request({ clientId: 'a\ufffd' })).replace('a\ufffd', `a${escape}`));
}
