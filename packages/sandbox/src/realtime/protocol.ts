import { encode } from '@msgpack/msgpack';
import type { AblyAuthError } from '@ably-auth/validation';
import type { MediaType } from '@ably-auth/server/internal';
import { writeMessage, type Message } from '../message.js';
import { writeMember, type PresenceMessage } from './presence.js';

/** Actions of a ProtocolMessage (TR2). */
export const ACTION = {
  HEARTBEAT: 0,
  ACK: 1,
  NACK: 2,
  CONNECTED: 4,
  DISCONNECT: 5,
  DISCONNECTED: 6,
  CLOSE: 7,
  CLOSED: 8,
  ERROR: 9,
  ATTACH: 10,
  ATTACHED: 11,
  DETACH: 12,
  DETACHED: 13,
  PRESENCE: 14,
  MESSAGE: 15,
  SYNC: 16,
  AUTH: 17,
} as const;

/** Flags of a ProtocolMessage (TR3). */
export const FLAG = {
  HAS_PRESENCE: 1 << 0,
  HAS_BACKLOG: 1 << 1,
  RESUMED: 1 << 2,
  ATTACH_RESUME: 1 << 5,
  PRESENCE: 1 << 16,
  PUBLISH: 1 << 17,
  SUBSCRIBE: 1 << 18,
  PRESENCE_SUBSCRIBE: 1 << 19,
  ANNOTATION_PUBLISH: 1 << 21,
} as const;

/** An error on the wire: SDKs drop a frame whose error lacks one of these. */
export type WireError = Pick<AblyAuthError, 'code' | 'statusCode' | 'message' | 'href'>;

export function toWireError({ code, statusCode, message, href }: AblyAuthError): WireError {
  return { code, statusCode, message, href };
}

/** What a client may do and expect, in CONNECTED (CD2). */
export type ConnectionDetails = {
  /** Its identity; `*`: any that it names; absent: none. */
  readonly clientId?: string | undefined;
  readonly connectionKey: string;
  readonly maxMessageSize: number;
  readonly maxFrameSize: number;
  /** Frames that it may send in a second. */
  readonly maxInboundRate: number;
  /** How long the connection can be resumed, in ms. */
  readonly connectionStateTtl: number;
  /** Longest silence of the server, in ms. */
  readonly maxIdleInterval: number;
  readonly serverId: string;
};

/** A ProtocolMessage that the server sends. Messages and members are as the channel has them, for either format. */
export type ServerFrame = {
  readonly action: number;
  readonly id?: string | undefined;
  readonly channel?: string;
  readonly channelSerial?: string;
  readonly connectionId?: string | undefined;
  readonly connectionDetails?: ConnectionDetails;
  readonly count?: number;
  readonly error?: WireError;
  readonly flags?: number;
  readonly msgSerial?: number;
  readonly params?: Readonly<Record<string, string>>;
  readonly res?: readonly { readonly serials: readonly (string | null)[] }[];
  readonly timestamp?: number;
  readonly messages?: readonly Message[];
  readonly presence?: readonly PresenceMessage[];
};

type Encoded = Partial<Record<MediaType, Uint8Array>>;

/** A frame goes out as the same object to everyone who is attached, and is written once for each format. */
const written = new WeakMap<ServerFrame, Encoded>();

const utf8 = new TextEncoder();

/** The bytes of a frame. */
export function encodeFrame(frame: ServerFrame, type: MediaType): Uint8Array {
  const known = written.get(frame) ?? {};
  const bytes = known[type] ?? write(frame, type);
  written.set(frame, { ...known, [type]: bytes });
  return bytes;
}

function write({ messages, presence, ...frame }: ServerFrame, type: MediaType): Uint8Array {
  const value = {
    ...frame,
    messages: messages?.map((message) => writeMessage(message, type)),
    presence: presence?.map((member) => writeMember(member, type)),
  };
  return type === 'application/json' ? utf8.encode(JSON.stringify(value)) : encode(value, { ignoreUndefined: true });
}
