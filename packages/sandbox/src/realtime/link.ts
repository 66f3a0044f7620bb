import { toAblyAuthError, type MediaType } from '@ably-auth/server/internal';
import type { AblyAuthError } from '@ably-auth/validation';
import type { WebSocket } from 'ws';
import { FRAMES_BEFORE_CONNECTED, IDLE_MAX_MS, QUEUED_MAX_BYTES } from '../limits.js';
import type { MemoryBudget } from '../memory-budget.js';
import { ACTION, encodeFrame, type ServerFrame } from './protocol.js';
import { readFrame, type ClientFrame } from './read-frame.js';

/** Silence after which a sign of life goes out, in ms. */
const QUIET_MS = (IDLE_MAX_MS * 2) / 3;

/** How long a client may take to close, in ms. */
const CLOSE_MS = 2_000;

/** What carries the frames of a connection: a WebSocket. None of its methods throws. */
export class Link {
  /** Resolves once the WebSocket is closed. */
  readonly closed: Promise<void>;
  readonly #socket: WebSocket;
  readonly #type: MediaType;
  readonly #heartbeats: boolean;
  readonly #budget: MemoryBudget;
  readonly #uptime: () => number;
  #early: Uint8Array[] = [];
  #held: Uint8Array[] | undefined;
  #onData: ((bytes: Uint8Array) => void) | undefined;
  #onClosed: (() => void) | undefined;
  #queued = 0;
  #sentAt: number;
  #heardAt: number;

  constructor(
    socket: WebSocket,
    type: MediaType,
    heartbeats: boolean,
    { budget, uptime }: { readonly budget: MemoryBudget; readonly uptime: () => number },
  ) {
    this.#socket = socket;
    this.#type = type;
    this.#heartbeats = heartbeats;
    this.#budget = budget;
    this.#uptime = uptime;
    this.#sentAt = this.#heardAt = uptime();
    socket.on('message', (data: Buffer) => this.#receive(data)); // which is how ws gives it (binaryType)
    socket.on('pong', () => (this.#heardAt = uptime()));
    socket.on('error', () => undefined); // 'close' follows
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#onClosed?.();
        resolve();
      });
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Delivers what comes, beginning with what has come already. */
  start(onFrame: (frame: ClientFrame) => void, onProblem: (error: AblyAuthError) => void, onClosed: () => void): void {
    this.#onClosed = onClosed;
    this.#onData = (bytes) => {
      let frame: ClientFrame;
      try {
        frame = readFrame(bytes, this.#type);
      } catch (thrown) {
        return onProblem(toAblyAuthError(thrown));
      }
      return onFrame(frame);
    };
    const early = this.#early;
    this.#early = [];
    for (const bytes of early) this.#onData(bytes);
    if (!this.isOpen) onClosed();
  }

  send(frame: ServerFrame): void {
    const bytes = encodeFrame(frame, this.#type);
    if (this.#held === undefined) return this.#write(bytes);
    if (this.#take(bytes.byteLength)) this.#held.push(bytes);
  }

  /** Closes it once what was sent has left. */
  close(code: number): void {
    if (this.#held !== undefined) return this.terminate();
    this.#socket.close(code);
    setTimeout(() => this.terminate(), CLOSE_MS).unref();
  }

  terminate(): void {
    this.#release();
    this.#socket.terminate();
  }

  /** Holds back everything in both directions, as a network that stalls. */
  stall(isStalled: boolean): void {
    if (isStalled) {
      this.#held ??= [];
      this.#socket.pause();
      return;
    }
    const held = this.#release();
    this.#socket.resume();
    for (const bytes of held) this.#write(bytes);
  }

  /** Gives a sign of life after a silence; ends a client that gives none. */
  heartbeat(): void {
    const now = this.#uptime();
    if (this.#held !== undefined || !this.isOpen) return;
    if (now - this.#heardAt > 2 * IDLE_MAX_MS) return this.terminate();
    if (now - this.#sentAt < QUIET_MS) return;
    this.#sentAt = now;
    this.#socket.ping();
    // Not every SDK sees pings.
    if (this.#heartbeats) this.send({ action: ACTION.HEARTBEAT });
  }

  #receive(bytes: Uint8Array): void {
    this.#heardAt = this.#uptime();
    if (this.#onData !== undefined) this.#onData(bytes);
    else if (this.#early.push(bytes) > FRAMES_BEFORE_CONNECTED) this.terminate();
  }

  #write(bytes: Uint8Array): void {
    if (!this.isOpen || !this.#take(bytes.byteLength)) return;
    this.#sentAt = this.#uptime();
    this.#socket.send(bytes, { binary: this.#type !== 'application/json' }, () => this.#give(bytes.byteLength));
  }

  /** Counts bytes that wait for the reader; one that is too slow is cut off (80003 for it). */
  #take(bytes: number): boolean {
    if (this.#queued + bytes <= QUEUED_MAX_BYTES && this.#budget.takeIfFree(bytes)) {
      this.#queued += bytes;
      return true;
    }
    this.terminate();
    return false;
  }

  #give(bytes: number): void {
    this.#queued -= bytes;
    this.#budget.give(bytes);
  }

  /** What was held back, which no longer counts as waiting. */
  #release(): readonly Uint8Array[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { byteLength } of held) this.#give(byteLength);
    return held;
  }
}
