import { parseCapability, unknownOperations } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST, INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { readChannelName } from './channel-name.js';
import { PRESENCE, readPresence, type NewPresence } from './realtime/presence.js';

/** What an app is made from: the part of Ably's public test-app setup that a sandbox can honour. */
export type AppSetup = {
  readonly keys: readonly KeySetup[];
  readonly namespaces: readonly Namespace[];
  readonly channels: readonly ChannelSetup[];
};

/** A channel, and who is present on it from the start. */
export type ChannelSetup = { readonly name: string; readonly presence: readonly NewPresence[] };

export type KeySetup = { readonly capability?: string; readonly revocableTokens?: boolean };

/** A namespace as it was given: its id, and what it switches on or off. */
export type Namespace = { readonly id: string } & Readonly<Record<string, string | boolean>>;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the body of `POST /apps`. Members that are about push or billing are left alone.
 *
 * @throws {AblyAuthError} 40001; 40000 for a capability that is not valid
 */
export function readAppSetup(body: Fields, maxKeys: number): AppSetup {
  const keys = readList(body, 'keys');
  if (keys.length === 0 || keys.length > maxKeys) {
    throw refusal(
      'keys',
      `expected 1 to ${maxKeys}`,
      'Give one key at least; `{"keys":[{}]}` makes one that may do all.',
    );
  }
  const namespaces = readList(body, 'namespaces').map(readNamespace);
  return { keys: keys.map(readKey), namespaces, channels: readList(body, 'channels').map(readChannel) };
}

function readList(body: Fields, name: string): readonly Fields[] {
  const list = body[name] ?? [];
  if (Array.isArray(list) && list.every((each) => typeof each === 'object' && each !== null)) return list as Fields[];
  throw refusal(name, 'not a list of objects');
}

function readKey({ capability, revocableTokens = false }: Fields, index: number): KeySetup {
  const place = `keys[${index}]`;
  if (typeof revocableTokens !== 'boolean') throw refusal(`${place}.revocableTokens`, 'neither true nor false');
  if (capability === undefined || capability === null) return { revocableTokens };
  if (typeof capability !== 'string') throw refusal(`${place}.capability`, 'not JSON text');
  const [unknown] = unknownOperations(parseCapability(capability));
  if (unknown === undefined) return { capability, revocableTokens };
  throw new AblyAuthError(BAD_REQUEST, `${place}.capability: unknown operation ${JSON.stringify(unknown)}`);
}

function readNamespace({ id, ...rest }: Fields, index: number): Namespace {
  if (typeof id !== 'string' || id === '') throw refusal(`namespaces[${index}].id`, 'not a name');
  return { id, ...Object.fromEntries(Object.entries(rest).filter(isSwitch)) };
}

function readChannel({ name, presence = [] }: Fields, index: number): ChannelSetup {
  const place = `channels[${index}]`;
  if (typeof name !== 'string' || !Array.isArray(presence)) throw refusal(place, 'expected name and presence');
  const members = presence.map((member: object) => ({ ...member, action: PRESENCE.ENTER }));
  return { name: readChannelName(name), presence: readPresence(members) };
}

function isSwitch(entry: [string, unknown]): entry is [string, boolean] {
  return typeof entry[1] === 'boolean';
}

function refusal(place: string, problem: string, remediation?: string): AblyAuthError {
  return new AblyAuthError(
    INVALID_REQUEST_BODY,
    `app setup: ${place}: ${problem}`,
    remediation === undefined ? {} : { remediation },
  );
}
