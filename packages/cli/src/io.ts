/** Where text is written. */
export type Sink = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Bytes that nobody has read yet. */
  readonly writableLength?: number | undefined;
};

/** What the command touches of its process. */
export type Io = {
  /** Read only by a command that is given no other input. */
  readonly stdin?: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean | undefined };
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The time in ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** Ends a service gracefully; SIGINT and SIGTERM of this process by default. */
  readonly signal?: AbortSignal | undefined;
};
