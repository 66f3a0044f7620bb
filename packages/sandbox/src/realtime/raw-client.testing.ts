import { WebSocket } from 'ws';
import type { TestApp } from '../sandbox.testing.js';

// oxlint-disable-next-line typescript/no-explicit-any -- frames of any shape, which the test compares
export type Frame = any;

/** A WebSocket without an SDK, which remembers the frames that come. */
export class RawClient {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #frames: Frame[] = [];
  #arrived: () => void = () => undefined;

  constructor({ endpoint, port }: TestApp, query: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(`ws://${endpoint}:${port}/?${new URLSearchParams({ v: '6', ...query }).toString()}`);
    this.socket.on('message', (data: Buffer) => {
      this.#frames.push(JSON.parse(data.toString()));
      this.#arrived();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        resolve(code);
        this.#arrived();
      });
    });
    this.socket.on('error', () => undefined);
  }

  /** A client that has its CONNECTED frame. */
  static async connect(app: TestApp, query: Readonly<Record<string, string>>): Promise<RawClient & { id: string }> {
    const client = new RawClient(app, query);
    const { connectionId } = await client.next(4);
    return Object.assign(client, { id: connectionId as string });
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The next frame, with this action if one is given; those before it are forgotten. @throws {Error} if the socket closes first */
  async next(action?: number): Promise<Frame> {
    for (;;) {
      const frame: Frame = this.#frames.shift();
      if (frame !== undefined && (action === undefined || frame.action === action)) return frame;
      if (frame !== undefined) continue;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed before a frame with action ${action}`);
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }
}
