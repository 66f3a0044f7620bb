import { requireOptions, requireWhole } from '@ably-auth/validation/internal';

/** What bounds a sandbox. What exceeds a limit is refused, except that a channel drops its oldest messages. */
export type SandboxLimits = {
  /** Apps at one time; 1000. */
  readonly apps: number;
  /** Keys of one app; 100. */
  readonly keysPerApp: number;
  /** Channels of one app that hold messages; 1000. */
  readonly channelsPerApp: number;
  /** Messages that a channel remembers; 1000. */
  readonly messagesPerChannel: number;
  /** Realtime connections, open and resumable; 1000. */
  readonly connections: number;
  /** Realtime connections of one app; 200. */
  readonly connectionsPerApp: number;
  /** Memory for all apps, messages and connections together, in bytes, estimated; 256 MiB. */
  readonly totalBytes: number;
};

const DEFAULTS: SandboxLimits = {
  apps: 1000,
  keysPerApp: 100,
  channelsPerApp: 1000,
  messagesPerChannel: 1000,
  connections: 1000,
  connectionsPerApp: 200,
  totalBytes: 268_435_456,
};

/** The limits given, and the defaults of the others. @throws {TypeError} if one cannot be compared */
export function readLimits(given: Partial<SandboxLimits>): SandboxLimits {
  requireOptions(given, '{ limits: { apps, … } }');
  const names = Object.keys(DEFAULTS) as (keyof SandboxLimits)[];
  const limits = names.map((name) => {
    const { [name]: limit = DEFAULTS[name] } = given;
    requireWhole(`limits.${name}`, limit, 'a whole number');
    return [name, limit] as const;
  });
  return Object.fromEntries(limits) as Record<keyof SandboxLimits, number>;
}

/** Largest publish, in bytes: names, data, encodings, clientIds and extras of its messages together. */
export const PUBLISH_MAX_BYTES = 65_536;

/** Most messages in one publish. */
export const PUBLISH_MAX_MESSAGES = 1000;

/** Longest id that a client may give a message, in UTF-16 code units. */
export const MESSAGE_ID_MAX_LENGTH = 256;

/** Longest encoding of a message, in UTF-16 code units. */
export const ENCODING_MAX_LENGTH = 1024;

/** Longest channel name, in UTF-16 code units. */
export const CHANNEL_NAME_MAX_LENGTH = 2048;

/** Messages on a page of history, where the request does not say; and the most that it can ask for. */
export const PAGE_DEFAULT_LIMIT = 100;
export const PAGE_MAX_LIMIT = 1000;

/** A page ends early once its messages have so many bytes; the next page goes on from there. */
export const PAGE_MAX_BYTES = 1_048_576;

/** Longest frame of a WebSocket, in bytes. */
export const FRAME_MAX_BYTES = 524_288;

/** Deepest nesting of a frame: publishers send objects as data. */
export const FRAME_MAX_DEPTH = 32;

/** Frames that one connection may send in a second. */
export const FRAMES_PER_SECOND = 250;

/** Frames that are kept while a connection authenticates. */
export const FRAMES_BEFORE_CONNECTED = 16;

/** Channels that one connection may attach to. */
export const ATTACHMENTS_PER_CONNECTION = 200;

/** Members of a channel's presence set. */
export const MEMBERS_PER_CHANNEL = 250;

/** Bytes that may wait for one slow reader. */
export const QUEUED_MAX_BYTES = 1_048_576;

/** How long a connection can be resumed, in ms of the sandbox's clock. */
export const RESUMABLE_MS = 120_000;

/** Longest silence of the server, in ms. */
export const IDLE_MAX_MS = 15_000;

/** How long authentication of a WebSocket may take, in ms. */
export const HANDSHAKE_MAX_MS = 10_000;
