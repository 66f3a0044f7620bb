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
