/** Where the command writes. */
export type Terminal = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** What the command uses of its process. */
export type Environment = {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** The environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends a run early: what has been tested by then is reported. */
  readonly signal?: AbortSignal | undefined;
};

/** Why a run ends before its last test, where its process was told to end. */
export class Interruption extends Error {
  readonly exitCode: number;

  /**
   * @param signal name of the signal that the process got
   * @param exitCode what shells expect of a process that it ended
   */
  constructor(signal: string, exitCode: number) {
    super(`interrupted by ${signal}`);
    this.name = 'Interruption';
    this.exitCode = exitCode;
  }
}

/** How a run ended, for scripts. */
export const EXIT = {
  /** Every test that was run passed, or failed as expected. */
  passed: 0,
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The adapter could not be started, or did not introduce itself. */
  notStarted: 3,
} as const;
