import type { AblyAuthError } from '@ably-auth/validation';

/** States of a connection (RTN4). */
export type ConnectionStatus =
  'initialized' | 'connecting' | 'connected' | 'disconnected' | 'suspended' | 'closing' | 'closed' | 'failed';

/** States of a channel, as far as a capability moves it. */
export type ChannelStatus = 'initialized' | 'attaching' | 'attached' | 'detached' | 'failed';

/** A frame of the protocol, as far as authentication reads it. */
export type Frame = {
  readonly action: number;
  readonly channel?: string;
  readonly connectionId?: string;
  readonly connectionDetails?: ConnectionDetails;
  readonly error?: AblyAuthError;
  readonly auth?: { readonly accessToken: string };
};

/** What the service says of a connection (CD2). */
export type ConnectionDetails = {
  readonly clientId?: string;
  readonly connectionKey?: string;
  readonly connectionStateTtl?: number;
  readonly maxIdleInterval?: number;
};

/** What happens to a connection. Numbers name the attempts, transports and calls of the effects that asked for them. */
export type Input =
  | { readonly type: 'connect' }
  | { readonly type: 'close' }
  | { readonly type: 'authorize'; readonly call: number }
  | { readonly type: 'attach'; readonly call: number; readonly channel: string }
  | { readonly type: 'obtained'; readonly attempt: number; readonly token: string | undefined }
  | {
      readonly type: 'notObtained';
      readonly attempt: number;
      readonly error: AblyAuthError;
      readonly isCallers: boolean;
    }
  | { readonly type: 'frame'; readonly transport: number; readonly frame: Frame }
  | { readonly type: 'lost'; readonly transport: number }
  | { readonly type: 'timer'; readonly timer: Timer; readonly call?: number };

/** What waits for time to pass. */
export type Timer = 'connect' | 'retry' | 'suspend' | 'idle' | 'close' | 'call';

/** What is to be done, in this order. */
export type Effect =
  /** Get a token: the one in use, or for `call` a new one, or a new one as the service asked. Undefined for Basic auth. */
  | {
      readonly type: 'obtain';
      readonly attempt: number;
      readonly how: 'current' | 'prompted' | { readonly call: number };
    }
  /** Drop a token that the service refused. */
  | { readonly type: 'dropToken'; readonly token: string; readonly error: AblyAuthError }
  | {
      readonly type: 'open';
      readonly transport: number;
      readonly token: string | undefined;
      readonly resume: string | undefined;
    }
  | { readonly type: 'send'; readonly transport: number; readonly frame: object }
  | { readonly type: 'closeTransport'; readonly transport: number }
  | { readonly type: 'identify'; readonly clientId: string | undefined }
  | { readonly type: 'emit'; readonly change: StateChange }
  | {
      readonly type: 'emitChannel';
      readonly channel: string;
      readonly status: ChannelStatus;
      readonly error: AblyAuthError | undefined;
    }
  | { readonly type: 'settle'; readonly call: number; readonly error: AblyAuthError | undefined }
  | { readonly type: 'setTimer'; readonly timer: Timer; readonly ms: number; readonly call?: number }
  | { readonly type: 'clearTimer'; readonly timer: Timer; readonly call?: number };

/** A change of state, or an update of a connection that stays connected (RTN24). */
export type StateChange = {
  readonly event: ConnectionStatus | 'update';
  readonly previous: ConnectionStatus;
  readonly current: ConnectionStatus;
  readonly reason?: AblyAuthError;
};

/** Work that obtains a token: for a transport, because the service asked, or for a call. */
export type Obtaining = { readonly attempt: number; readonly call: number | undefined; readonly isPrompted: boolean };

/** A connection between two inputs. */
export type State = {
  readonly status: ConnectionStatus;
  readonly errorReason: AblyAuthError | undefined;
  readonly id: string | undefined;
  readonly key: string | undefined;
  readonly details: ConnectionDetails;
  /** The transport in use, of which there is one at most. */
  readonly transport: number | undefined;
  /** The token that it was opened with, or that was sent on it last. */
  readonly token: string | undefined;
  readonly obtaining: readonly Obtaining[];
  /** Calls of authorize that wait for CONNECTED, in the order of the AUTH frames that it answers. */
  readonly awaiting: readonly (readonly number[])[];
  /** Every call that is not settled. */
  readonly calls: readonly number[];
  readonly channels: ReadonlyMap<string, Channel>;
  /** Whether a refused token was replaced since the connection was last up (RTN14b). */
  readonly renewed: boolean;
  /** Attempts since the connection was last up. */
  readonly retries: number;
  /** When it was last reconnected at once, by the clock of the inputs. */
  readonly reconnectedAt: number;
  /** Whether it was down so long that the service has forgotten it (RTN14e). */
  readonly isSuspended: boolean;
  readonly next: number;
};

export type Channel = { readonly status: ChannelStatus; readonly calls: readonly number[] };

export const INITIAL: State = {
  status: 'initialized',
  errorReason: undefined,
  id: undefined,
  key: undefined,
  details: {},
  transport: undefined,
  token: undefined,
  obtaining: [],
  awaiting: [],
  calls: [],
  channels: new Map(),
  renewed: false,
  retries: 0,
  reconnectedAt: Number.NEGATIVE_INFINITY,
  isSuspended: false,
  next: 1,
};

/** What a step knows beside state and input. */
export type Environment = {
  /** A clock that only runs forwards, in ms. */
  readonly uptime: number;
  /** From 0 to 1. */
  readonly random: number;
  /** Whether there are means to obtain another token. */
  readonly canRenew: boolean;
  /** The identity of the client options; undefined: none. */
  readonly clientId: string | undefined;
  readonly timeouts: Timeouts;
};

/** How long things take at most, in ms. */
export type Timeouts = {
  /** From opening a transport to CONNECTED, and for CLOSED; 10 000. */
  readonly requestMs: number;
  /** Before another attempt while disconnected (RTB1); 15 000. */
  readonly disconnectedRetryMs: number;
  /** Before another attempt while suspended; 30 000. */
  readonly suspendedRetryMs: number;
  /** Until a call settles; 30 000. */
  readonly callMs: number;
};
