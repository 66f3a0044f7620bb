import { canonicalizeCapability } from '@ably-auth/capability';
import { computeMac, parseApiKey } from '@ably-auth/core';
import { validateTokenParams } from '@ably-auth/validation';
import { asText, either, mutating, refuse, signTextOf, without, type Members, type Mutant } from './mutant.testing.js';

const reading = mutating<{ readonly text: string }, { request: Members }>('read-token-request');

const membersOf = (text: string) => JSON.parse(text) as Members;
const KNOWN = new Set(['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'mac']);
const known = (members: Members) => Object.fromEntries(Object.entries(members).filter(([name]) => KNOWN.has(name)));

/** Refuses what is right. */
const refusing = (name: string, refuses: (members: Members, text: string) => boolean) =>
  reading(name, async (input, right) => {
    const answer = await right(input);
    return refuses(membersOf(input.text), input.text) ? refuse() : answer;
  });

/** Reads members otherwise. */
const rereading = (name: string, change: (request: Members, sent: Members) => Members) =>
  reading(name, async (input, right) => ({ request: change((await right(input)).request, membersOf(input.text)) }));

/** Accepts what becomes right by a change of the members. */
const taking = (name: string, change: (members: Members) => Members) =>
  reading(name, (input, right) =>
    either(
      () => right(input),
      () => right({ text: JSON.stringify(change(membersOf(input.text))) }),
    ),
  );

/** Reads decimal text by another rule. */
const decimals = (name: string, numberOf: (text: string) => number) =>
  taking(name, (members) =>
    Object.fromEntries(
      Object.entries(members).map(([member, value]) =>
        (member === 'ttl' || member === 'timestamp') && typeof value === 'string'
          ? [member, numberOf(value)]
          : [member, value],
      ),
    ),
  );

const dropping = (name: string, drops: (value: unknown) => boolean) =>
  rereading(name, (request) =>
    Object.fromEntries(Object.entries(request).filter(([member, value]) => member === 'mac' || !drops(value))),
  );

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
const isText = (value: unknown): value is string => typeof value === 'string';

const readingMutants: readonly Mutant[] = [
  refusing('refuses members that it does not know', (members) => Object.keys(members).some((name) => !KNOWN.has(name))),
  refusing('refuses null for an absent member', (members) => Object.values(members).includes(null)),
  rereading('reads ttl 0 as 0', (request, { ttl }) => (ttl === 0 || ttl === '0' ? { ...request, ttl: 0 } : request)),
  rereading('reads an empty capability as one', (request, { capability }) =>
    capability === '' ? { ...request, capability } : request,
  ),
  dropping('reads an empty clientId as absent', (value) => value === ''),
  dropping("reads '0' as absent", (value) => value === '' || value === '0' || value === 0),
  refusing('does not read decimal text', ({ ttl, timestamp }) => isText(ttl) || isText(timestamp)),
  decimals('reads decimal text with leading zeros', (text) => (/^\d+$/.test(text) ? Number(text) : NaN)),
  decimals('reads decimal text as JavaScript does', (text) => (/\d/.test(text) ? Number(text) : NaN)),
  decimals('reads the digits at the beginning of a text', (text) => Number.parseInt(text, 10)),
  reading('checks lengths when reading', async (input, right) => {
    const { request } = await right(input);
    return validateTokenParams(without(request, 'keyName', 'capability', 'mac')).ok ? { request } : refuse();
  }),
  rereading('makes capability text canonical when reading', (request) =>
    isText(request['capability']) ? { ...request, capability: canonicalizeCapability(request['capability']) } : request,
  ),
  taking('has no limit of depth', (members) => (depthOf(members) > 8 ? known(members) : members)),
  refusing('has a limit of depth that is one too low', (members) => depthOf(members) > 7),
  taking('has no limit of size', (members) => (JSON.stringify(members).length > 131_072 ? known(members) : members)),
  refusing('has a limit of size that is one too low', (_, text) => Buffer.byteLength(text) > 131_071),
];

type Input = { readonly text: string; readonly key: string; readonly now: number };
const verifying = mutating<Input, { request: Members }>('verify-token-request');

const NO_MAC = `${'A'.repeat(43)}=`;

/** The MAC of the members as they stand. */
const macOf = (members: Members, key: string) => computeMac(signTextOf(members), parseApiKey(key).secret);

/** Compares MACs otherwise. */
const comparing = (name: string, equal: (given: string, right: string) => boolean) =>
  verifying(name, async (input, right) => {
    const members = membersOf(input.text);
    const mac = await macOf(members, input.key);
    const sent = { ...members, mac: equal(String(members['mac']), mac) ? mac : NO_MAC };
    const { request } = await right({ ...input, text: JSON.stringify(sent) });
    return { request: { ...request, mac: members['mac'] } };
  });

/** Verifies by another clock. */
const timing = (name: string, change: (timestamp: number, now: number) => number) =>
  verifying(name, (input, right) =>
    right({ ...input, now: change(Number(membersOf(input.text)['timestamp']), input.now) }),
  );

const WINDOW = 120_000;
const skew = (timestamp: number, now: number) => Math.abs(timestamp - now);

const macAndClockMutants: readonly Mutant[] = [
  verifying('makes capability text canonical before it checks the MAC', (input, right) => {
    const members = membersOf(input.text);
    const { capability } = members;
    const canonical = isText(capability) ? { ...members, capability: canonicalizeCapability(capability) } : members;
    return right({ ...input, text: JSON.stringify(canonical) });
  }),
  comparing('does not check the MAC', () => true),
  comparing('compares the bytes of any Base64 text', (given, right) =>
    Buffer.from(given, 'base64').equals(Buffer.from(right, 'base64')),
  ),
  comparing('compares Base64 without its last character', (given, right) => given.slice(0, 42) === right.slice(0, 42)),
  comparing('compares the beginning of a MAC', (given, right) => given.startsWith(right)),
  comparing('compares MACs without regard to case', (given, right) => given.toLowerCase() === right.toLowerCase()),
  comparing('trims MACs', (given, right) => given.trim() === right),
  timing('does not check the timestamp', (timestamp) => timestamp),
  timing('takes timestamps of the future', (timestamp, now) => Math.max(timestamp, now)),
  timing('takes timestamps of the past', (timestamp, now) => Math.min(timestamp, now)),
  timing('refuses a timestamp at the edge of the window', (timestamp, now) =>
    skew(timestamp, now) === WINDOW ? timestamp + 2 * WINDOW : now,
  ),
  timing('allows a millisecond more', (timestamp, now) => (skew(timestamp, now) === WINDOW + 1 ? timestamp : now)),
];

const joining = mutating<{ readonly request: Members }, { text: string }>('sign-text');

/** Refuses other characters of the fields that nobody may split, and of the capability. */
const refusingCharacters = (name: string, fields: RegExp, capability = /\n/) =>
  joining(name, async ({ request }, right) => {
    const holds = (member: string, characters: RegExp) => characters.test(asText(request[member] ?? ''));
    if (['keyName', 'clientId', 'nonce'].some((member) => holds(member, fields))) return refuse();
    if (holds('capability', capability)) return refuse();
    // The fields that are refused by the right rule alone are written as they stand.
    return either(
      () => right({ request }),
      () => ({ text: signTextOf(request) }),
    );
  });

const CONTROLS = /[\0-\x1f\x7f]/;
const NOTHING = /(?!)/;

const characterMutants: readonly Mutant[] = [
  refusingCharacters('signs control characters', NOTHING, NOTHING),
  refusingCharacters('refuses line feeds alone', /\n/),
  refusingCharacters('refuses control characters but U+007F', /[\0-\x1f]/),
  refusingCharacters('refuses C1 controls', /[\0-\x1f\x7f-\x9f]/),
  refusingCharacters('refuses a line feed at the end of a field alone', /\n$/),
  refusingCharacters('takes line feeds in a capability', CONTROLS, NOTHING),
  refusingCharacters('takes line feeds at the end of a capability', CONTROLS, /\n(?!$)/),
  refusingCharacters('takes line feeds at the beginning of a capability', CONTROLS, /(?<=.)\n/),
  refusingCharacters('refuses a capability that holds an escaped line feed', CONTROLS, /\n|\\n/),
];

/** How reading and verifying go wrong. */
export const verifyingMutants: readonly Mutant[] = [...readingMutants, ...macAndClockMutants, ...characterMutants];
