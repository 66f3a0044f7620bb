import type { errorCodes } from './error-codes.js';
import { limits } from './limits.js';

/** A rule that no JSON Schema can say: its stable id is its name here. */
export type Rule = {
  readonly code: keyof typeof errorCodes;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** How to fix a value that breaks the rule, in the imperative. */
  readonly remediation: string;
};

const NOTHING_GRANTED =
  'Refuse a user without rights with 403 on your auth server; leaving the capability out grants everything that the key has.';

/** Every rule of the protocol's data that the schemas cannot hold. */
export const rules = {
  'json.size': {
    code: 'INVALID_REQUEST_BODY',
    expected: `at most ${limits.TOKEN_TEXT_MAX_BYTES.value} bytes of JSON text`,
    remediation: 'Send less: a capability can name one pattern in place of the names that it covers.',
  },
  'json.depth': {
    code: 'INVALID_REQUEST_BODY',
    expected: `at most ${limits.JSON_MAX_DEPTH.value} levels of objects and arrays`,
    remediation: 'Send flat JSON: no value of the protocol nests deeper.',
  },
  'json.syntax': {
    code: 'INVALID_REQUEST_BODY',
    expected: 'JSON text',
    remediation: 'Send JSON text as RFC 8259 defines it: double quotes, no trailing commas, no comments.',
  },
  'json.duplicate': {
    code: 'INVALID_REQUEST_BODY',
    expected: 'each member once',
    remediation: 'Name each member once: JSON readers differ on which of two counts.',
  },
  'json.wellFormed': {
    code: 'INVALID_REQUEST_BODY',
    expected: 'well-formed Unicode',
    remediation: 'Encode the string as well-formed Unicode: a lone surrogate has no UTF-8 form.',
  },
  'capability.wildcard': {
    code: 'BAD_REQUEST',
    expected: '"*" to be the only operation of its list',
    remediation: 'List "*" alone, which stands for all operations, or list the operations without it.',
  },
  'capability.empty': {
    code: 'BAD_REQUEST',
    expected: 'a capability that grants something',
    remediation: NOTHING_GRANTED,
  },
  'jwtParams.member': {
    code: 'BAD_REQUEST',
    expected: 'one of the members ttl, capability, clientId, revocationKey, channelClaims, publishRates and claims',
    remediation:
      'Correct the name of the member, or leave it out: a JWT has no nonce, and its time is that of the clock that signs it.',
  },
  'apiKey.whiteSpace': {
    code: 'INVALID_CREDENTIALS',
    expected: 'an API key without white space around it',
    remediation: 'Trim the key where it is read: environment files and secret files often end in a line feed.',
  },
  'apiKey.colon': {
    code: 'INVALID_CREDENTIALS',
    expected: 'a colon between key name and secret',
    remediation: 'Pass the whole key, appId.keyId:secret, as the dashboard shows it.',
  },
  'apiKey.name': {
    code: 'INVALID_CREDENTIALS',
    expected: `a key name appId.keyId of at most ${limits.KEY_NAME_MAX_LENGTH.value} letters, digits, "_" and "-", with one dot`,
    remediation: 'Pass the whole key, appId.keyId:secret, as the dashboard shows it.',
  },
  'apiKey.secret': {
    code: 'INVALID_CREDENTIALS',
    expected: `a secret of 1 to ${limits.KEY_SECRET_MAX_LENGTH.value} characters from U+0021 to U+007E`,
    remediation: 'Pass the whole key, appId.keyId:secret, as the dashboard shows it.',
  },
  'mac.match': {
    code: 'INVALID_CREDENTIALS',
    expected: 'the MAC of this request',
    remediation:
      'Sign with the whole secret after the first colon of the key that keyName names, and send the request exactly as it was signed.',
  },
  'timestamp.current': {
    code: 'TIMESTAMP_NOT_CURRENT',
    expected: 'a timestamp close to the clock of the service',
    remediation: 'Set the clock of the signing machine, or sign with the time of the service (queryTime).',
  },
} as const satisfies Readonly<Record<string, Rule>>;
