import type { Diagnosis } from './diagnose.js';
import { isObject } from './protocol.js';
import { valueText } from './show-value.js';
import type { Json, Vector } from './vector.js';

// Mistakes with a member as a whole. The MAC of the request is right, so that nothing was left unsigned.

const FALSY: ReadonlySet<Json | undefined> = new Set<Json | undefined>(['', '0', 0, false]);
const TTL_DEFAULT = 3_600_000;

/**
 * What happened to a member that should be there, should not, or has another value; undefined where nothing is known.
 *
 * @param vector the test
 * @param path where in the output
 * @param expected the value there; undefined for an absent member
 * @param actual the value that came
 */
export function memberDiagnosis(
  vector: Vector,
  path: string,
  expected: Json | undefined,
  actual: Json | undefined,
): Diagnosis | undefined {
  if (expected === undefined) return added(vector, path, actual);
  if (actual === undefined) return dropped(vector, expected);
  if (typeof expected === 'number' && actual === String(expected)) {
    return diagnosis('member.number-as-text', 'a number sent as text: write it as a JSON number');
  }
  if (typeof expected === 'string' && typeof actual === 'number' && String(actual) === expected) {
    return diagnosis('member.text-as-number', 'text sent as a number: keep the type that the member has');
  }
  return path === '$.request.ttl' ? otherTtl(expected, actual) : undefined;
}

function added({ operation, input }: Vector, path: string, actual: Json | undefined): Diagnosis | undefined {
  if (operation !== 'create-token-request') return undefined;
  const name = path.slice('$.request.'.length);
  const defaults = input['defaultTokenParams'];
  if (isObject(defaults) && valueText(defaults[name]) === valueText(actual)) {
    return diagnosis(
      'member.default-params-merged',
      "the client's default params merged with those of the call: params of a call replace the defaults as a whole (RSA9h)",
    );
  }
  if (name === 'ttl' && actual === TTL_DEFAULT) {
    return diagnosis(
      'member.default-ttl',
      'the default of one hour sent where no ttl was asked for: leave it out, the service applies it (RSA5)',
    );
  }
  return undefined;
}

function dropped({ operation }: Vector, expected: Json): Diagnosis | undefined {
  if (operation === 'create-token-request' && FALSY.has(expected)) {
    return diagnosis(
      'member.falsy-dropped',
      `a member dropped since ${JSON.stringify(expected)} counts as false: test whether it is there, not whether it is true`,
    );
  }
  if (operation === 'create-token-request') {
    return diagnosis('member.dropped', 'a member neither signed nor sent, though the caller gave it');
  }
  if (operation === 'forward-token-request') {
    return diagnosis('member.dropped', 'a member dropped on the way: forward the request as it came');
  }
  return undefined;
}

function otherTtl(expected: Json, actual: Json): Diagnosis | undefined {
  if (typeof expected !== 'number' || typeof actual !== 'number') return undefined;
  if (actual === Math.trunc(expected / 1000)) {
    return diagnosis('member.ttl-in-seconds', 'ttl sent in seconds: sign and send milliseconds');
  }
  if (actual === expected * 1000) {
    return diagnosis('member.ttl-times-1000', 'ttl taken for seconds: params have it in milliseconds');
  }
  if (actual === Math.trunc(expected / 1000) * 1000) {
    return diagnosis('member.ttl-truncated', 'ttl cut to whole seconds: keep the milliseconds');
  }
  return actual > expected
    ? diagnosis('member.ttl-raised', `ttl raised to ${actual} ms: sign and send what the caller asked for`)
    : diagnosis('member.ttl-lowered', `ttl lowered to ${actual} ms: sign and send what the caller asked for`);
}

function diagnosis(id: string, sentence: string): Diagnosis {
  return { ids: [id], sentence };
}
