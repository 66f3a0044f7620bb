import type { Note } from '../vector.js';

/** The flags of tests about what clients and servers exchange. */
export const exchangeFlags = {
  ForwardCapability: {
    bugType: 'FORWARDING',
    about: 'The capability of a request that somebody else signed is serialized again, and its MAC no longer fits.',
    seenIn: ['ably-dotnet'],
  },
  ForwardTtl: {
    bugType: 'FORWARDING',
    about: 'The ttl of a request that somebody else signed is changed, added, or cannot be read.',
    seenIn: ['ably-dotnet', 'ably-cocoa', 'ably-flutter', 'ably-rust'],
  },
  ForwardTypes: {
    bugType: 'FORWARDING',
    about: 'A number becomes a string, a string a number, or a value null on the way.',
    seenIn: ['ably-php'],
  },
  ForwardUnknown: {
    bugType: 'FORWARDING',
    about: 'A member that the implementation does not know is refused or dropped on the way.',
    seenIn: ['ably-python'],
  },
  ContentType: {
    bugType: 'LENIENCY',
    about: 'The content type of an answer is compared with its parameters and case, or ignored.',
  },
  KindOrder: { bugType: 'PRECEDENCE', about: 'An answer with a token is TokenDetails, with anything else beside it.' },
  ParamPrecedence: {
    bugType: 'PRECEDENCE',
    about: "TokenParams take precedence over authParams, and both over the URL's own query.",
  },
  OwnQuery: { bugType: 'PRECEDENCE', about: "The URL's own query is lost, or a second '?' is put." },
  QueryEncoding: { bugType: 'ENCODING', about: 'A value is not encoded for a query or a form, or encoded twice.' },
  TargetForm: { bugType: 'FORWARDING', about: 'Targets are sent in another form than type:value.' },
  OptionDropped: { bugType: 'NULL', about: 'An option that is false or 0 is dropped, or one that is absent is sent.' },
  UnknownMembers: {
    bugType: 'LENIENCY',
    about: 'A member that is not known yet is refused in what a service answers.',
  },
} as const satisfies Record<string, Note>;
