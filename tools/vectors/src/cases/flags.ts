import type { Note } from '../vector.js';
import { exchangeFlags } from './exchange-flags.js';
import { jwtFlags } from './jwt-flags.js';

/** Every flag: the bug that its tests catch. Each file carries those that its own tests have. */
export const flags = {
  // Order
  IntegerLikeNames: {
    bugType: 'ORDER',
    about: 'Names that look like numbers are ordered as numbers: a JavaScript object lists them first and ascending.',
    seenIn: ['ably-js', 'ably-php'],
  },
  NumericNames: {
    bugType: 'ORDER',
    about: "Names are compared as numbers where both look like numbers: PHP's ksort.",
    seenIn: ['ably-php'],
  },
  CodePointOrder: {
    bugType: 'ORDER',
    about: 'Names are ordered by code points or UTF-8 bytes, which differs from UTF-16 code units beyond U+FFFF.',
    seenIn: ['ably-python', 'ably-ruby'],
  },
  LocaleOrder: {
    bugType: 'ORDER',
    about: "Names are ordered as people of some culture order words: without regard to case, 'é' beside 'e'.",
    seenIn: ['ably-dotnet'],
  },
  UnsortedOperations: {
    bugType: 'ORDER',
    about: 'Resources are ordered, the operations of a resource are not.',
    seenIn: ['ably-php', 'ably-dotnet'],
  },
  VerbatimText: {
    bugType: 'ORDER',
    about: 'Capability text is signed as the caller wrote it, not in its canonical form.',
    seenIn: ['ably-go', 'ably-cocoa', 'ably-dart', 'ably-flutter', 'ably-php', 'ably-ruby', 'ably-rust'],
  },
  // White space, escapes, encoding
  SeparatorSpaces: {
    bugType: 'WHITE_SPACE',
    about: "A space after ',' and ':', as Python's json.dumps puts it by default.",
    seenIn: ['ably-python'],
  },
  WhiteSpaceStripped: {
    bugType: 'WHITE_SPACE',
    about: 'White space is removed from the whole text, inside names too.',
    seenIn: ['ably-dotnet'],
  },
  NonAsciiEscaped: {
    bugType: 'ESCAPE',
    about: 'Characters outside ASCII are written as \\uXXXX.',
    seenIn: ['ably-python', 'ably-php'],
  },
  SlashEscaped: { bugType: 'ESCAPE', about: "'/' is written as '\\/'.", seenIn: ['ably-php'] },
  HtmlEscaped: {
    bugType: 'ESCAPE',
    about: "'<', '>', '&', '=' and \"'\" are written as \\uXXXX, to be safe inside HTML.",
    seenIn: ['ably-java', 'ably-flutter'],
  },
  LineSeparatorEscaped: {
    bugType: 'ESCAPE',
    about: 'U+2028 and U+2029 are written as \\u2028 and \\u2029, to be safe inside JavaScript.',
    seenIn: ['ably-java', 'ably-flutter'],
  },
  LongEscapes: {
    bugType: 'ESCAPE',
    about: 'A character that has a short escape is written as \\uXXXX, or with capitals.',
  },
  DeleteEscaped: {
    bugType: 'ESCAPE',
    about: 'U+007F or a C1 control is written as \\uXXXX; JSON escapes U+0000 to U+001F alone.',
  },
  Normalised: { bugType: 'ENCODING', about: 'Names are brought into a Unicode normal form, so that two become one.' },
  LoneSurrogate: {
    bugType: 'ENCODING',
    about: 'Half of a surrogate pair is taken: encoders make U+FFFD of it, so that different texts get the same bytes.',
  },
  UnitLength: {
    bugType: 'ENCODING',
    about: 'Length is counted in UTF-16 code units or bytes in place of code points.',
  },
  NotUtf8: { bugType: 'ENCODING', about: 'The sign text is turned into bytes by another encoding than UTF-8.' },
  SecretDecoded: {
    bugType: 'ENCODING',
    about: 'The secret is decoded from hex or Base64; its text itself is the HMAC key.',
  },
  MacForm: {
    bugType: 'ENCODING',
    about: 'Another text than the one Base64 form of 32 bytes is taken for a MAC, or made.',
  },
  // Duplicates and leniency
  DuplicateOperations: {
    bugType: 'DUPLICATE',
    about: 'An operation that is listed twice stays twice.',
    seenIn: ['ably-js', 'ably-java', 'ably-flutter', 'ably-ruby'],
  },
  DuplicateNames: {
    bugType: 'DUPLICATE',
    about: 'JSON text that names a member twice is taken; readers differ on which of the two counts.',
  },
  PrototypeNames: {
    bugType: 'INJECTION',
    about: "A name such as '__proto__' is lost in an object that has a prototype.",
  },
  LenientJson: {
    bugType: 'LENIENCY',
    about: 'Text that is not JSON is accepted: single quotes, bare names, comments.',
    seenIn: ['ably-java', 'ably-flutter', 'ably-python'],
  },
  LoneStringOperation: {
    bugType: 'LENIENCY',
    about: 'One operation as a string is taken for a list of it.',
    seenIn: ['ably-python'],
  },
  ListForObject: {
    bugType: 'LENIENCY',
    about: 'A JSON list stands for a capability: what PHP makes of an empty array and of one with keys 0 to n.',
    seenIn: ['ably-php'],
  },
  EmptyCapability: {
    bugType: 'DEFAULT',
    about: '{} grants nothing; dropped from the request, it becomes everything that the key has.',
    seenIn: ['ably-java', 'ably-flutter', 'ably-go'],
  },
  EmptyEntriesDropped: {
    bugType: 'LENIENCY',
    about: 'A resource without operations is dropped in place of refused.',
    seenIn: ['ably-dotnet'],
  },
  WildcardSwallows: {
    bugType: 'LENIENCY',
    about: "'*' beside other operations swallows them in place of being refused.",
    seenIn: ['ably-dotnet'],
  },
  ClosedOperations: {
    bugType: 'LENIENCY',
    about: 'An operation that the implementation does not know is refused or dropped.',
  },
  MemberSpelling: {
    bugType: 'LENIENCY',
    about: 'A misspelt member such as client_id is ignored, and the token is silently another than was asked for.',
  },
  // Defaults, nulls, units
  DefaultCapability: {
    bugType: 'DEFAULT',
    about: 'A capability that is not given becomes {"*":["*"]}, which a restricted key refuses.',
    seenIn: ['ably-go', 'ably-dotnet', 'ably-rust'],
  },
  DefaultTtl: {
    bugType: 'DEFAULT',
    about: 'A ttl that is not given becomes 3600000, in place of being left to the service.',
    seenIn: ['ably-go', 'ably-dotnet', 'ably-rust'],
  },
  ZeroTtl: {
    bugType: 'DEFAULT',
    about: 'ttl 0 is taken: signed as the empty string and sent as 0, or signed as 0, or replaced by a default.',
    seenIn: [
      'ably-js',
      'ably-python',
      'ably-go',
      'ably-ruby',
      'ably-php',
      'ably-java',
      'ably-cocoa',
      'ably-dotnet',
      'ably-dart',
      'ably-flutter',
      'ably-rust',
    ],
  },
  TtlInSeconds: {
    bugType: 'UNIT',
    about: 'ttl is taken for seconds.',
    seenIn: ['ably-ruby', 'ably-cocoa', 'ably-flutter'],
  },
  TtlTruncated: { bugType: 'UNIT', about: 'ttl loses its milliseconds.', seenIn: ['ably-cocoa', 'ably-flutter'] },
  TtlFloor: { bugType: 'DEFAULT', about: 'A short ttl becomes a longer one, 25 s.', seenIn: ['ably-ruby'] },
  FractionalTtl: {
    bugType: 'UNIT',
    about: 'A fraction of a millisecond is signed but not sent.',
    seenIn: ['ably-dotnet'],
  },
  NumberForm: { bugType: 'UNIT', about: 'An integer is written with an exponent, a fraction or group separators.' },
  NullMembers: {
    bugType: 'NULL',
    about: 'Members that are absent are sent as null; a reader must treat them as absent.',
    seenIn: ['ably-python', 'ably-php'],
  },
  EmptyForAbsent: {
    bugType: 'NULL',
    about: 'Members that are absent are sent as an empty text, or an empty text is not told from an absent member.',
    seenIn: ['ably-js', 'ably-java'],
  },
  FalsyDropped: {
    bugType: 'NULL',
    about: "A value that a language takes for false, such as '0', is taken for absent.",
    seenIn: ['ably-php'],
  },
  DecimalStrings: {
    bugType: 'NULL',
    about: 'A whole number as decimal text is refused, or text that is not such a number is accepted.',
  },
  // API key
  KeyCut: {
    bugType: 'SPLITTING',
    about: 'A secret is cut at its first colon or punctuation mark; the MAC is then silently wrong.',
    seenIn: ['ably-js', 'ably-ruby'],
  },
  KeyColonRefused: {
    bugType: 'SPLITTING',
    about: 'A secret that holds a colon is refused.',
    seenIn: ['ably-python', 'ably-php', 'ably-java', 'ably-flutter', 'ably-dotnet', 'ably-dart'],
  },
  InvalidKeyTaken: {
    bugType: 'SPLITTING',
    about: 'A text that is not a key is accepted as one, or raises an error of another kind.',
    seenIn: ['ably-cocoa'],
  },
  // Sign text and verification
  SignTextLayout: {
    bugType: 'ENCODING',
    about: 'A field, its order or its line feed is wrong; the last field ends in one too.',
  },
  Injection: {
    bugType: 'INJECTION',
    about:
      'The sign text is not escaped: a field that holds a line feed can be read as two, and a signed request becomes another.',
  },
  ControlCharacters: { bugType: 'INJECTION', about: 'A control character is taken in keyName, clientId or nonce.' },
  VerifierCanonicalises: {
    bugType: 'FORWARDING',
    about: 'The MAC is checked over canonical text in place of the text that the request carries.',
  },
  CheckOrder: {
    bugType: 'PRECEDENCE',
    about: 'A capability is read before the MAC is checked: anyone can have that work done.',
  },
  EscapedNames: {
    bugType: 'ESCAPE',
    about:
      'A member name that is written with an escape is misread after a similar name: JSON.parse of V8 (nodejs/node#63785).',
  },
  MacUnchecked: { bugType: 'LENIENCY', about: 'A request whose MAC does not fit is accepted.' },
  TimeWindow: {
    bugType: 'LIMIT',
    about: 'The two minutes either way are not checked, or are checked on one side, or by another unit.',
  },
  Limit: { bugType: 'LIMIT', about: 'A limit is missing, or off by one.' },
  // Meaning
  TrailingWildcard: { bugType: 'MATCHING', about: "'*' at the end stands for zero or more segments, not one." },
  InnerWildcard: { bugType: 'MATCHING', about: "'*' in the middle stands for exactly one segment." },
  LiteralStar: { bugType: 'MATCHING', about: "'*' is a wildcard only as a whole segment." },
  Qualifiers: {
    bugType: 'MATCHING',
    about: "'*' grants no queue and no metachannel; '[*]' stands for every qualifier and for none.",
  },
  PrefixMatch: {
    bugType: 'MATCHING',
    about: 'A name is matched by its beginning, without regard to segments or case.',
  },
  OperationMatch: {
    bugType: 'MATCHING',
    about: "An operation is granted by its own name or by '*', and by nothing else.",
  },
  EntriesTogether: { bugType: 'MATCHING', about: 'What several entries grant is not looked at one by one.' },
  Intersection: { bugType: 'MATCHING', about: 'The intersection grants more or less than both sides do.' },
  IntersectionText: {
    bugType: 'MATCHING',
    about: 'The intersection is right, its text depends on the order of the arguments or has entries too many.',
  },
  ...exchangeFlags,
  ...jwtFlags,
} as const satisfies Record<string, Note>;

export type Flag = keyof typeof flags;
