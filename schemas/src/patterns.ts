/** A pattern of the schemas, and what a value that misses it must do instead. */
export type Pattern = {
  readonly regex: RegExp;
  /** Completes the sentence "must …". */
  readonly must: string;
};

/**
 * Every pattern that the schemas use. Their syntax is one that ECMAScript, RE2, PCRE, Java, .NET, Python and Ruby
 * read alike, but for `$`, which outside ECMAScript and RE2 may also match before a line end (see schemas/README.md).
 */
export const patterns = {
  NO_CONTROL_CHARACTERS: {
    regex: /^[^\x00-\x1f\x7f]*$/,
    must: 'hold no control characters (U+0000 to U+001F, U+007F)',
  },
  KEY_NAME: {
    regex: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/,
    must: 'be `<appId>.<keyId>`, of letters, digits, `_` and `-`',
  },
  // A secret may hold any visible ASCII character, the colon too.
  API_KEY: {
    regex: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+:[\x21-\x7e]+$/,
    must: 'be `<appId>.<keyId>:<keySecret>`, without white space',
  },
  // RFC 4648 §3.5: of the texts that decode to the same 32 bytes, the one whose unused bits are zero.
  MAC: {
    regex: /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
    must: 'be the standard base64 text of 32 bytes, with padding and zero unused bits',
  },
  NO_COLON: {
    regex: /^[^:]*$/,
    must: 'hold no colon',
  },
} as const satisfies Record<string, Pattern>;
