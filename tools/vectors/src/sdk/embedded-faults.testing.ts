import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';

/** How JWTs that carry a token go wrong. */
export const embeddedFaults: readonly Fault[] = [
  fault('looks for a token in the header alone', (sdk) => {
    sdk.chooseEmbedded = (inHeader) => inHeader;
  }),
  fault('looks for a token in the claims alone', (sdk) => {
    sdk.chooseEmbedded = (_, inClaims) => inClaims;
  }),
  fault('prefers the token of the header', (sdk) => {
    sdk.chooseEmbedded = (inHeader, inClaims) => inHeader ?? inClaims;
  }),
  fault('refuses the same token in both places', (sdk) => {
    sdk.chooseEmbedded = (inHeader, inClaims) => {
      if (inHeader !== undefined && inClaims !== undefined) throw new Refusal();
      return inHeader ?? inClaims;
    };
  }),
  fault('takes what is no token for none', (sdk) => {
    const find = sdk.embeddedIn.bind(sdk);
    sdk.embeddedIn = (holder) => {
      try {
        return find(holder);
      } catch {
        return undefined;
      }
    };
  }),
  fault('turns what is no text into a token', (sdk) => {
    sdk.embeddedIn = (holder) => (holder[sdk.carrier] === undefined ? undefined : String(holder[sdk.carrier]));
  }),
  fault('looks for a token without regard to case', (sdk) => {
    const find = sdk.embeddedIn.bind(sdk);
    sdk.embeddedIn = (holder) =>
      find(Object.fromEntries(Object.entries(holder).map(([name, value]) => [name.toLowerCase(), value])));
  }),
  fault('carries a token under another name', (sdk) => {
    sdk.carrier = 'ably-token';
  }),
  fault('reads signed JWTs alone', (sdk) => {
    sdk.judgePartCount = (count) => {
      if (count !== 3) throw new Refusal();
    };
  }),
  fault('finds a token in any number of parts', (sdk) => {
    sdk.judgePartCount = () => {};
  }),
  fault('gives the expiry of the outer JWT in seconds', (sdk) => {
    sdk.outerExpiry = (exp) => (typeof exp === 'number' ? { outerExpires: exp } : {});
  }),
  fault('reads the expiry of the outer JWT from text', (sdk) => {
    sdk.outerExpiry = (exp) => (exp === undefined ? {} : { outerExpires: Number(exp) * 1000 });
  }),
  fault('does not look at the expiry of the inner token', (sdk) => {
    sdk.outlives = () => false;
  }),
  fault('lets an outer JWT live for ever', (sdk) => {
    const outlives = sdk.outlives.bind(sdk);
    sdk.outlives = (exp, expires) => exp !== undefined && outlives(exp, expires);
  }),
  fault('compares outer seconds with inner milliseconds', (sdk) => {
    sdk.outlives = (exp, expires) => typeof exp !== 'number' || expires === undefined || exp > expires;
  }),
  fault('compares expiries in whole seconds', (sdk) => {
    sdk.outlives = (exp, expires) =>
      typeof exp !== 'number' || expires === undefined || exp > Math.ceil(expires / 1000);
  }),
  fault('refuses an outer JWT that expires with the token', (sdk) => {
    sdk.outlives = (exp, expires) => typeof exp !== 'number' || expires === undefined || exp * 1000 >= expires;
  }),
  fault('embeds opaque tokens whose expiry nobody knows', (sdk) => {
    const outlives = sdk.outlives.bind(sdk);
    sdk.outlives = (exp, expires = Infinity) => outlives(exp, expires);
  }),
  fault('does not read the expiry of an inner JWT', (sdk) => {
    sdk.ownExpiry = () => undefined;
  }),
  fault('believes the caller before an inner JWT', (sdk) => {
    sdk.expiryOf = (token, details, given) => details ?? given ?? sdk.ownExpiry(token);
  }),
  fault('takes every token with two dots for a JWT', (sdk) => {
    const expiry = sdk.ownExpiry.bind(sdk);
    sdk.ownExpiry = (token) => {
      if (token.split('.').length === 3 && expiry(token) === undefined) throw new Refusal();
      return expiry(token);
    };
  }),
  fault('embeds a token beside another', (sdk) => {
    sdk.judgeOuterClaims = () => {};
  }),
];
