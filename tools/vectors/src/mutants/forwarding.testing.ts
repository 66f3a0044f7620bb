import { canonicalizeCapability } from '@ably-auth/capability';
import { validateTokenParams } from '@ably-auth/validation';
import { mutating, refuse, without, type Members, type Mutant } from './mutant.testing.js';

const relaying = mutating<{ readonly text: string }, { text: string }>('forward-token-request');

const forwarding = (name: string, change: (body: Members) => Members) =>
  relaying(name, async (input, right) => ({ body: change(JSON.parse((await right(input)).text) as Members) }));

const changing = (name: string, member: string, change: (value: unknown) => unknown) =>
  forwarding(name, (body) => (member in body ? { ...body, [member]: change(body[member]) } : body));

const dropping = (name: string, drops: (value: unknown, member: string) => boolean) =>
  forwarding(name, (body) =>
    Object.fromEntries(Object.entries(body).filter(([member, value]) => !drops(value, member))),
  );

const refusing = (name: string, refuses: (body: Members) => boolean) =>
  forwarding(name, (body) => (refuses(body) ? refuse() : body));

const KNOWN = new Set(['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'mac']);
const isText = (value: unknown): value is string => typeof value === 'string';

function canonical(value: unknown): unknown {
  try {
    return isText(value) ? canonicalizeCapability(value) : value;
  } catch {
    return value;
  }
}

/** How clients go wrong with a request that they did not sign. */
export const forwardingMutants: readonly Mutant[] = [
  changing('serializes a capability again when forwarding', 'capability', canonical),
  changing('strips white space from a capability when forwarding', 'capability', (value) =>
    isText(value) ? value.replace(/\s/g, '') : value,
  ),
  changing('sends a capability as an object when forwarding', 'capability', (value) =>
    isText(value) && value.startsWith('{') ? JSON.parse(value) : value,
  ),
  forwarding('adds a ttl when forwarding', (body) => ({ ...body, ttl: body['ttl'] ?? 3_600_000 })),
  forwarding('adds a capability when forwarding', (body) => ({
    ...body,
    capability: body['capability'] ?? '{"*":["*"]}',
  })),
  changing('converts ttl through seconds when forwarding', 'ttl', (value) =>
    typeof value === 'number' ? Math.trunc(value / 1000) * 1000 : value,
  ),
  changing('reads ttl text as days when forwarding', 'ttl', (value) =>
    isText(value) ? Number(value) * 86_400_000 : value,
  ),
  changing('sends ttl text as a number when forwarding', 'ttl', (value) => (isText(value) ? Number(value) : value)),
  changing('loses ttl when forwarding', 'ttl', () => null),
  refusing('cannot read a positive ttl when forwarding', ({ ttl }) => typeof ttl === 'number' && ttl > 0),
  dropping('drops ttl 0 when forwarding', (value, member) => member === 'ttl' && value === 0),
  changing('sends timestamp as text when forwarding', 'timestamp', String),
  changing('sends timestamp as a number when forwarding', 'timestamp', Number),
  dropping('drops nulls when forwarding', (value) => value === null),
  forwarding('adds nulls when forwarding', (body) => ({ ttl: null, capability: null, clientId: null, ...body })),
  dropping('drops empty text when forwarding', (value) => value === ''),
  dropping("drops '0' when forwarding", (value) => value === '0'),
  dropping('drops unknown members when forwarding', (_, member) => !KNOWN.has(member)),
  refusing('refuses unknown members when forwarding', (body) => Object.keys(body).some((name) => !KNOWN.has(name))),
  refusing(
    'checks a request when forwarding',
    (body) => !validateTokenParams(without(body, 'keyName', 'capability', 'mac')).ok,
  ),
  changing('trims text when forwarding', 'clientId', (value) => (isText(value) ? value.trim() : value)),
  changing('normalizes text when forwarding', 'clientId', (value) => (isText(value) ? value.normalize('NFC') : value)),
];
