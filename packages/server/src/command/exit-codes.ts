/** How the command ended, for scripts. */
export const EXIT = {
  /** Ended gracefully, or printed what was asked for. */
  ended: 0,
  /** The command line or the config file is wrong. */
  usage: 2,
  /** It could not start: the port is taken, Redis is away. */
  notStarted: 3,
} as const;

export const EXIT_CODES_TEXT =
  'Exit codes: 0 ended gracefully by SIGINT or SIGTERM, 2 wrong usage or config,\n' +
  '3 could not start (port taken, Redis away), 130 or 143 ended at once by a second\n' +
  'SIGINT or SIGTERM.';
