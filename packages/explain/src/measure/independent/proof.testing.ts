import { FIELDS, hmac, inLines, secretOf, textOf, utf8, type Lines, type Sent } from './plan.testing.js';
import { KEY_WAYS } from './ways-of-key.testing.js';
import { TEXT_WAYS, type Ways } from './ways-of-text.testing.js';

/** The ways of a claim; undefined if this program cannot read it. */
export const waysOf = (claim: string) => [...TEXT_WAYS, ...KEY_WAYS].find(([pattern]) => pattern.test(claim))?.[1];

/** Whether some way to do all of this gives one of the MACs that `written` accepts. */
export function gives(
  { request, key }: Sent,
  lines: Lines,
  ways: readonly Ways[],
  written: (octets: Uint8Array) => boolean,
): boolean {
  const { mac: _mac, ...wire } = request;
  const of = <Name extends keyof Ways>(name: Name) =>
    ways.flatMap((way) => way[name] ?? []) as readonly NonNullable<Ways[Name]>[];
  const texts = of('texts').length > 0 ? of('texts').flatMap((way) => way(lines, wire)) : [inLines(lines)];
  const secret = secretOf(key);
  const secrets = of('secrets').length > 0 ? of('secrets').flatMap((way) => way(secret, key)) : [secret];
  for (const text of new Set(texts)) {
    for (const octets of of('octets').length > 0 ? of('octets').flatMap((way) => way(text)) : [utf8(text)]) {
      for (const used of secrets) {
        const keyOctets = typeof used === 'string' ? utf8(used) : used;
        const digests =
          of('digests').length > 0
            ? of('digests').flatMap((way) => way(keyOctets, octets))
            : [hmac('sha256', keyOctets, octets)];
        if (digests.some(written)) return true;
      }
    }
  }
  return false;
}

export const linesOf = (request: Record<string, unknown>) =>
  Object.fromEntries(FIELDS.map((field) => [field, textOf(request[field])])) as Lines;
