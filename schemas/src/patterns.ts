/** A pattern of the schemas. */
export type Pattern = {
  readonly regex: RegExp;
  /** What the pattern allows, as a noun. */
  readonly meaning: string;
};

/**
 * Every pattern that the schemas use. Their syntax is one that ECMAScript, RE2, PCRE, Java, .NET, Python and Ruby
 * read alike, except for `$`, which outside ECMAScript and RE2 may also match before a line end (see schemas/README.md).
 */
export const patterns = {
  NO_CONTROL_CHARACTERS: {
    regex: /^[^\x00-\x1f\x7f]*$/,
    meaning: 'text without control characters (U+0000 to U+001F, U+007F)',
  },
  KEY_NAME: {
    regex: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/,
    meaning: '`<appId>.<keyId>`, of letters, digits, `_` and `-`',
  },
  // A secret may hold any visible ASCII character, the colon too.
  API_KEY: {
    regex: /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+:[\x21-\x7e]+$/,
    meaning: '`<appId>.<keyId>:<keySecret>`, without white space',
  },
  // RFC 4648 §3.5: of the texts that decode to the same 32 bytes, the one whose unused bits are zero.
  MAC: {
    regex: /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/,
    meaning: 'the canonical padded base64 of 32 bytes (RFC 4648 §3.5)',
  },
  NO_LINE_FEED: {
    regex: /^[^\n]*$/,
    meaning: 'text without line feeds (U+000A)',
  },
  NO_COLON: {
    regex: /^[^:]*$/,
    meaning: 'text without colons',
  },
} as const satisfies Record<string, Pattern>;
