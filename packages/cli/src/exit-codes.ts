/** How a command ended, for scripts. */
export const EXIT = {
  /** Valid, verified, permitted, done. */
  yes: 0,
  /** Not valid, refused, does not match, not permitted. */
  no: 1,
  /** The command line is wrong, or no key was given where one is needed. */
  usage: 2,
  /** A file, stdin or the key cannot be read, or is too large. */
  notReadable: 3,
  /** A service cannot start: the port is taken, or Redis is unavailable. */
  notStarted: 3,
  /** An internal error (EX_SOFTWARE). */
  internalError: 70,
} as const;

export const EXIT_CODES_TEXT =
  'Exit codes: 0 yes (valid, verified, permitted, done), 1 no (not valid, refused,\n' +
  'not permitted), 2 wrong usage or config, or no key was given, 3 a file, stdin or\n' +
  'the key cannot be read, or a service cannot start, 70 internal error. Those of\n' +
  'conformance are in its own --help.';
