/** What the service tells of each request; without secrets and tokens. */
export type ServiceEvent = {
  /** Name of the route; absent for an unknown one. */
  readonly route?: string;
  readonly method: string;
  readonly status: number;
  /** Error code, where it was refused. */
  readonly code?: number;
  /** Why it was refused: what and where. */
  readonly message?: string;
  /** Why a store, or the service itself, failed. */
  readonly cause?: unknown;
  /** The key that the path names, where it has the form of a key name. */
  readonly keyName?: string;
  readonly durationMs: number;
};
