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
  /** A fault of this program (EX_SOFTWARE). */
  fault: 70,
} as const;

export const EXIT_CODES_TEXT =
  'Exit codes: 0 yes (valid, verified, permitted, done), 1 no (not valid, refused,\n' +
  'not permitted), 2 wrong usage, or no key was given, 3 a file, stdin or the key\n' +
  'cannot be read, 70 a fault of this program. Those of conformance and serve are\n' +
  'in their own --help.';
