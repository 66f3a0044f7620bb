import { group, invalid, json, refusedText, valid, type Source } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { NOW } from './material.js';

const success = { target: 'clientId:alice', issuedBefore: NOW, appliesAt: NOW + 30_000 };
const failure = { target: 'invalidType:abc', error: { code: 40000, statusCode: 400, message: 'Invalid target type' } };
const of = (successCount: number, failureCount: number, results: readonly JsonObject[], more: JsonObject = {}) => ({
  text: json({ successCount, failureCount, results, ...more }),
});
const one = (result: JsonObject) => of(1, 0, [result]);
const exactly = (text: string) => ({ text });

/** What a service answers to a revocation request. */
export const source: Source = {
  operation: 'revocation-result',
  about:
    'Reads the answer to a revocation request: counts and, for each target, a success or a failure. ' +
    'Members that are not known yet are not an error; whether they are dropped or kept is not checked.',
  groups: [
    group(
      'results',
      'Successes and failures in one list, in the order of the targets.',
      { spec: ['RSA17c', 'BAR2'], basis: 'spec' },
      [
        valid('success', 'A target that is revoked.', one(success), { spec: ['TRS2'] }),
        valid('failure', 'A target that is refused.', of(0, 1, [failure]), { spec: ['TRF2'] }),
        valid(
          'all-success',
          'Two that are revoked.',
          of(2, 0, [success, { target: 'clientId:bob', issuedBefore: NOW, appliesAt: NOW }]),
          { uts: 'rest/unit/RSA17c/all-success-result-0' },
        ),
        valid('mixed', 'One of each.', of(1, 1, [success, failure]), {
          uts: 'rest/unit/RSA17c/mixed-success-failure-1',
        }),
        valid('all-failure', 'Two that are refused.', of(0, 2, [failure, { ...failure, target: 'invalidType:bar' }]), {
          uts: 'rest/unit/RSA17c/all-failure-result-2',
        }),
        valid('failure-first', 'The order is that of the targets.', of(1, 1, [failure, success])),
        valid('none', 'No results.', of(0, 0, []), { basis: 'decision' }),
        valid('colons-in-target', 'A target with colons.', one({ ...success, target: 'channel:chat:room:1' })),
        valid(
          'error-with-href',
          'An error with its page.',
          of(0, 1, [{ ...failure, error: { ...failure.error, href: 'https://help.ably.io/error/40000' } }]),
          { spec: ['TI4'] },
        ),
      ],
    ),
    group(
      'unknown',
      'What is not known yet is not an error.',
      { spec: ['RSF1'], basis: 'spec', flags: ['UnknownMembers'] },
      [
        valid('in-the-answer', 'In the answer.', of(1, 0, [success], { requestId: 'r' })),
        valid('in-a-success', 'In a success.', one({ ...success, count: 3 })),
        valid('in-a-failure', 'In a failure.', of(0, 1, [{ ...failure, hint: 'h' }])),
      ],
    ),
    group('refused', 'What is not an answer.', { spec: ['RSA17c', 'BAR2'], basis: 'decision' }, [
      refusedText('not-json', 'No JSON.', 'Service Unavailable', '$', { flags: ['LenientJson'] }),
      refusedText('null', 'null.', 'null'),
      refusedText('no-results', 'No list of results.', '{"successCount":0,"failureCount":0}', '$.results'),
      refusedText('no-count', 'No count.', '{"failureCount":0,"results":[]}', '$.successCount'),
      refusedText(
        'count-as-text',
        'A count as text.',
        '{"successCount":"1","failureCount":0,"results":[]}',
        '$.successCount',
        { flags: ['DecimalStrings'] },
      ),
      refusedText(
        'results-object',
        'An object for a list.',
        '{"successCount":0,"failureCount":0,"results":{}}',
        '$.results',
      ),
      invalid(
        'result-null',
        'null for a result.',
        exactly('{"successCount":1,"failureCount":0,"results":[null]}'),
        40001,
        undefined,
      ),
      invalid(
        'result-without-target',
        'A result without a target.',
        one({ issuedBefore: NOW, appliesAt: NOW }),
        40001,
        undefined,
      ),
      refusedText(
        'duplicate-member',
        'A member that is named twice.',
        '{"successCount":1,"successCount":0,"failureCount":0,"results":[]}',
        '$.successCount',
        { flags: ['DuplicateNames'] },
      ),
    ]),
  ],
};
