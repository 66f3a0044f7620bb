import { diagnoseText, type TextDiagnosis } from './diagnose-text.js';
import { asText, textOf } from './internal/evidence.js';
import { readPasted } from './internal/pasted.js';
import { readJson } from './internal/read-json.js';

/** One place in which two requests or texts differ. */
export type Comparison = {
  /** JSONPath of the member; `$` for two texts. */
  readonly path: string;
  readonly message: string;
  /** Where the texts differ, and the mistake that turns one into the other; undefined if one of them is absent. */
  readonly diagnosis: TextDiagnosis | undefined;
};

/**
 * Compares two requests member by member, or two texts such as sign texts or capabilities.
 *
 * @param expected the request or text as it should be, such as what was signed
 * @param actual the one to compare with it, such as what was received
 * @returns the differences; none if the requests have the same members, or the texts are the same
 * @example
 * import { compare } from '@ably-auth/explain';
 * const request = { keyName: 'appId.keyId', ttl: 60_000, timestamp: 1_750_000_000_000, nonce: '0123456789abcdef', mac: 'm' };
 * const [difference] = compare(request, { ...request, ttl: 60 });
 * difference?.message; // 'TokenRequest.ttl: expected "60000", got "60"'
 */
export function compare(expected: unknown, actual: unknown): Comparison[] {
  const [left, right] = [membersOf(expected), membersOf(actual)];
  if (left === undefined || right === undefined) {
    const diagnosis = diagnoseText(asText(expected), asText(actual));
    if (diagnosis === undefined) return [];
    const { octet, expected: wanted, actual: got } = diagnosis.difference;
    return [{ path: '$', message: `expected ${wanted}, got ${got}, from octet ${octet} on`, diagnosis }];
  }
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [wanted, got] = [left.get(name), right.get(name)];
    if (wanted === got) return [];
    const shown = (text: string | undefined): string => (text === undefined ? 'nothing' : JSON.stringify(text));
    const diagnosis = wanted === undefined || got === undefined ? undefined : diagnoseText(wanted, got);
    return [
      { path: `$.${name}`, message: `TokenRequest.${name}: expected ${shown(wanted)}, got ${shown(got)}`, diagnosis },
    ];
  });
}

/** The members of a request by name; undefined for what is not a request. `null` and absence are one. */
function membersOf(request: unknown): Map<string, string> | undefined {
  const pasted = readPasted(asText(request));
  const node = pasted.request === undefined ? undefined : readJson(pasted.request);
  if (node?.kind !== 'object' || !node.members.some(([name]) => name === 'mac' || name === 'keyName')) return undefined;
  return new Map(
    node.members.flatMap(([name, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}
