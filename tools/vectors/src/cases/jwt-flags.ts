import type { Note } from '../vector.js';

/** The flags of tests about JWTs. */
export const jwtFlags = {
  JwtAlgorithm: {
    bugType: 'LENIENCY',
    about: 'The algorithm that the header names is used, or none: HS256 alone is accepted.',
  },
  JwtForm: { bugType: 'LENIENCY', about: 'Text is taken that is not three base64url texts, two of them JSON objects.' },
  JwtBase64: {
    bugType: 'LENIENCY',
    about: 'Padding, white space or the standard alphabet is taken or written in place of plain base64url.',
  },
  JwtKey: { bugType: 'LENIENCY', about: 'kid is not looked at, or not compared as it is.' },
  JwtSignature: { bugType: 'LENIENCY', about: 'A JWT whose signature does not fit is accepted.' },
  JwtLife: { bugType: 'LIMIT', about: 'iat, exp or the life between them is not checked, or off by one.' },
  JwtTolerance: {
    bugType: 'LIMIT',
    about: 'A tolerance for clocks is given to exp as well, or not given to iat and nbf.',
  },
  JwtSeconds: {
    bugType: 'UNIT',
    about: 'Seconds and milliseconds are confused: a JWT counts in seconds, ttl does not.',
  },
  JwtClaims: { bugType: 'LENIENCY', about: 'A claim of the wrong type is taken, converted or dropped.' },
  JwtScopes: { bugType: 'MATCHING', about: 'A claim of a channel or a rate is lost, or its name is cut.' },
  JwtNarrowing: {
    bugType: 'DEFAULT',
    about: 'The capability claim is ignored, dropped or replaced: the bearer gets more than was granted.',
  },
  EmbeddedPlace: {
    bugType: 'MATCHING',
    about: 'A token is looked for, or put, in another place than header or claim.',
  },
  EmbeddedTwo: { bugType: 'PRECEDENCE', about: 'Of two tokens one is chosen; readers differ on which.' },
  EmbeddedLife: { bugType: 'LIMIT', about: 'An outer JWT outlives the token that it carries.' },
} as const satisfies Record<string, Note>;
