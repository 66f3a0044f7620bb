/** Where text is written. */
export type Sink = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
};

/** What the command touches of its process. */
export type Surroundings = {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the service gracefully; SIGINT and SIGTERM of this process by default. */
  readonly signal?: AbortSignal;
};
