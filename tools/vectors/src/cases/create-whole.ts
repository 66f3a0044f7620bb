import { each, group, valid, type CaseGroup } from '../authoring.js';
import type { JsonObject } from '../vector.js';
import { KEY, NONCE, NOW } from './material.js';

const params = (value: JsonObject, key = KEY) => ({ key, params: value });
const whole = (value: JsonObject, key = KEY) => ({ ...params(value, key), now: NOW, nonce: NONCE });

/** Requests that are known to their MAC, params of the client, and fixtures. */
export const wholeGroups: readonly CaseGroup[] = [
  group(
    'whole',
    'With clock and nonce fixed, the request is known to its MAC.',
    { spec: ['RSA9', 'RSA9g'], basis: 'spec', features: ['fixed-clock', 'fixed-nonce'] },
    [
      valid('required-members', 'Nothing but what a request must have.', whole({}), {
        flags: ['SignTextLayout', 'DefaultTtl', 'DefaultCapability'],
      }),
      valid(
        'all-members',
        'Everything.',
        whole({ ttl: 3_600_000, capability: '{"news":["subscribe"]}', clientId: 'alice' }),
        { flags: ['SignTextLayout'] },
      ),
      valid('ttl', 'A ttl.', whole({ ttl: 1500 }), { flags: ['TtlTruncated', 'TtlInSeconds', 'TtlFloor'] }),
      valid(
        'capability-from-object',
        'A structured capability.',
        whole({ capability: { b: ['subscribe', 'publish'], a: ['*'] } }),
        { basis: 'decision', flags: ['UnsortedOperations', 'SeparatorSpaces'] },
      ),
      valid('client-id-outside-ascii', 'A clientId outside ASCII.', whole({ clientId: '\u00e9\ud83d\ude00' }), {
        flags: ['NotUtf8'],
      }),
      valid('colon-in-secret', 'A secret with colons.', whole({}, 'appId.keyId:a:b:c'), {
        flags: ['KeyCut', 'KeyColonRefused'],
      }),
      valid(
        'timestamp-wins-over-clock',
        'A timestamp that is given is used in place of the clock.',
        whole({ timestamp: 1_234_567_890_000 }),
        { spec: ['TK2d', 'RSA9d'] },
      ),
      valid('nonce-wins-over-source', 'And a nonce in place of a fresh one.', whole({ nonce: 'unique-nonce-value' }), {
        spec: ['TK2e', 'RSA9c'],
      }),
    ],
  ),
  group(
    'defaults',
    'Params of the client apply where none are given, and are replaced, not merged, where some are.',
    { spec: ['RSA9h'], basis: 'spec', features: ['default-token-params'] },
    [
      valid(
        'ttl-of-the-client',
        'No params: the ttl of the client.',
        { key: 'appId.keyId:keySecret', defaultTokenParams: { ttl: 1_800_000 } },
        { spec: ['RSA5'], uts: 'rest/unit/RSA5c/ttl-from-default-params-0' },
      ),
      valid(
        'ttl-given',
        'A ttl that is given takes precedence.',
        { key: 'appId.keyId:keySecret', params: { ttl: 600_000 }, defaultTokenParams: { ttl: 1_800_000 } },
        { spec: ['RSA5', 'RSA9h'], uts: 'rest/unit/RSA5d/explicit-ttl-overrides-default-0' },
      ),
      valid(
        'capability-of-the-client',
        'No params: the capability of the client.',
        { key: 'appId.keyId:keySecret', defaultTokenParams: { capability: '{"*":["subscribe"]}' } },
        { spec: ['RSA6'], uts: 'rest/unit/RSA6c/capability-from-default-params-0' },
      ),
      valid(
        'capability-given',
        'A capability that is given takes precedence.',
        {
          key: 'appId.keyId:keySecret',
          params: { capability: '{"channel-x":["publish"]}' },
          defaultTokenParams: { capability: '{"*":["subscribe"]}' },
        },
        { spec: ['RSA6', 'RSA9h'], uts: 'rest/unit/RSA6d/explicit-capability-overrides-default-0' },
      ),
      valid('replaced-not-merged', 'A clientId that is given alone leaves no ttl behind.', {
        key: KEY,
        params: { clientId: 'alice' },
        defaultTokenParams: { ttl: 1_800_000, capability: '{"*":["subscribe"]}' },
      }),
    ],
  ),
  group('fixtures', 'Fixtures of the universal test specification.', { spec: ['TK2'], basis: 'spec' }, [
    valid('ttl-absent', 'No ttl.', params({}, 'appId.keyId:keySecret'), {
      spec: ['RSA5'],
      uts: 'rest/unit/RSA5/ttl-null-when-unspecified-0',
      flags: ['DefaultTtl'],
    }),
    valid('ttl-kept', 'A ttl of two hours.', params({ ttl: 7_200_000 }, 'appId.keyId:keySecret'), {
      spec: ['RSA5'],
      uts: 'rest/unit/RSA5b/explicit-ttl-preserved-0',
    }),
    valid('capability-absent', 'No capability.', params({}, 'appId.keyId:keySecret'), {
      spec: ['RSA6'],
      uts: 'rest/unit/RSA6/capability-null-when-unspecified-0',
      flags: ['DefaultCapability'],
    }),
    valid(
      'capability-kept',
      'A capability.',
      params({ capability: '{"channel-a":["publish","subscribe"]}' }, 'appId.keyId:keySecret'),
      { spec: ['RSA6'], uts: 'rest/unit/RSA6b/explicit-capability-preserved-0' },
    ),
    ...each({ uts: 'rest/unit/TK1/token-params-attributes-0' }, [
      valid('params-ttl', 'TokenParams with a ttl.', params({ ttl: 3_600_000 }), { spec: ['TK2a'] }),
      valid('params-empty', 'TokenParams with nothing.', params({}), { spec: ['TK2a', 'TK2b'] }),
      valid('params-capability', 'TokenParams with a capability.', params({ capability: '{"*":["subscribe"]}' }), {
        spec: ['TK2b'],
      }),
      valid('params-client-id', 'TokenParams with a clientId.', params({ clientId: 'param-client' }), {
        spec: ['TK2c'],
      }),
      valid('params-timestamp', 'TokenParams with a timestamp.', params({ timestamp: 1_234_567_890_000 }), {
        spec: ['TK2d'],
        features: ['fixed-clock'],
      }),
      valid('params-nonce', 'TokenParams with a nonce.', params({ nonce: 'unique-nonce-value' }), {
        spec: ['TK2e'],
        features: ['fixed-nonce'],
      }),
    ]),
  ]),
];
