import { createHmac } from 'node:crypto';
import { Refusal } from './capabilities.testing.js';
import { fault, type Fault } from './fault.testing.js';
import type { JwtParts } from './jwts.testing.js';
import type { Members } from './requests.testing.js';
import type { Sdk } from './sdk.testing.js';

const keepingSecret = (secretOf: (key: string) => string) => (sdk: Sdk) => {
  const split = sdk.jwtSecret.bind(sdk);
  sdk.jwtSecret = (key) => {
    split(key);
    return secretOf(key);
  };
};

/** How form, algorithm, key and signature of a JWT are judged wrongly. */
export const jwtVerificationFaults: readonly Fault[] = [
  // Form
  fault('takes a JWT of more parts for its first three', (sdk) => {
    sdk.splitJwt = (token) => token.split('.').slice(0, 3) as unknown as JwtParts;
  }),
  fault('trims JWTs', (sdk) => {
    const split = sdk.splitJwt.bind(sdk);
    sdk.splitJwt = (token) => split(token.trim());
  }),
  fault('takes JWTs of any length', (sdk) => {
    sdk.splitJwt = (token) => {
      const parts = token.split('.');
      if (parts.length !== 3) throw new Refusal();
      return parts as unknown as JwtParts;
    };
  }),
  fault('takes the scheme of a header with a JWT', (sdk) => {
    const split = sdk.splitJwt.bind(sdk);
    sdk.splitJwt = (token) => split(token.replace(/^Bearer /, ''));
  }),
  fault('decodes any Base64 in a JWT', (sdk) => {
    sdk.decodePart = (part) =>
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, 'base64'));
  }),
  fault('skips a byte order mark in a JWT', (sdk) => {
    const decode = sdk.decodePart.bind(sdk);
    sdk.decodePart = (part) => decode(part).replace(/^\ufeff/, '');
  }),
  fault('replaces what is no UTF-8 in a JWT', (sdk) => {
    sdk.decodePart = (part) => {
      const bytes = Buffer.from(part, 'base64url');
      if (bytes.toString('base64url') !== part) throw new Refusal();
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    };
  }),
  fault('takes the last of two members of a JWT', (sdk) => {
    sdk.readPart = (part) => {
      const value: unknown = JSON.parse(sdk.decodePart(part));
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal();
      return value as Members;
    };
  }),
  // Algorithm and key
  fault('accepts alg none without a signature', (sdk) => {
    sdk.judgeAlgorithm = (algorithm) => {
      if (algorithm !== 'HS256' && algorithm !== 'none') throw new Refusal();
    };
    const sign = sdk.jwtSignature.bind(sdk);
    sdk.jwtSignature = (input, secret, algorithm) => (algorithm === 'none' ? '' : sign(input, secret, algorithm));
  }),
  fault('accepts every spelling of none but none', (sdk) => {
    sdk.judgeAlgorithm = (algorithm) => {
      if (algorithm === 'none' || !/^(?:HS256|none)$/i.test(String(algorithm))) throw new Refusal();
    };
    const sign = sdk.jwtSignature.bind(sdk);
    sdk.jwtSignature = (input, secret, algorithm) =>
      /^none$/i.test(String(algorithm)) ? '' : sign(input, secret, algorithm);
  }),
  fault('ignores alg', (sdk) => {
    sdk.judgeAlgorithm = () => {};
  }),
  fault('takes HS256 where no alg is named', (sdk) => {
    sdk.judgeAlgorithm = (algorithm = 'HS256') => {
      if (algorithm !== 'HS256') throw new Refusal();
    };
  }),
  fault('compares alg without regard to case', (sdk) => {
    sdk.judgeAlgorithm = (algorithm) => {
      if (String(algorithm).toUpperCase() !== 'HS256') throw new Refusal();
    };
  }),
  fault('accepts every HMAC', (sdk) => {
    sdk.judgeAlgorithm = (algorithm) => {
      if (algorithm !== 'HS256' && algorithm !== 'HS384' && algorithm !== 'HS512') throw new Refusal();
    };
    sdk.jwtSignature = (input, secret, algorithm) =>
      createHmac(`sha${String(algorithm).slice(2)}`, secret)
        .update(input)
        .digest('base64url');
  }),
  fault('ignores crit', (sdk) => {
    sdk.judgeCritical = () => {};
  }),
  fault('understands crit of unencoded payloads', (sdk) => {
    sdk.judgeCritical = ({ crit }) => {
      if (crit !== undefined && JSON.stringify(crit) !== '["b64"]') throw new Refusal();
    };
  }),
  fault('ignores kid', (sdk) => {
    sdk.kidFits = () => true;
  }),
  fault('takes an absent kid for its own', (sdk) => {
    sdk.kidFits = (kid = 'appId.keyId', name) => kid === name;
  }),
  fault('compares the app of kid', (sdk) => {
    sdk.kidFits = (kid, name) => String(kid).split('.')[0] === name.split('.')[0];
  }),
  fault('compares the beginning of kid', (sdk) => {
    sdk.kidFits = (kid, name) => String(kid).startsWith(name);
  }),
  fault('compares kid without regard to case', (sdk) => {
    sdk.kidFits = (kid, name) => String(kid).toLowerCase() === name.toLowerCase();
  }),
  fault('compares kid as the language prints it', (sdk) => {
    sdk.kidFits = (kid, name) => String(kid) === name;
  }),
  // Signature
  fault(
    'signs JWTs with the whole key',
    keepingSecret((key) => key),
  ),
  fault(
    'signs JWTs with what is before the second colon',
    keepingSecret((key) => key.split(':')[1] ?? ''),
  ),
  fault(
    'signs JWTs with what is after the last colon',
    keepingSecret((key) => key.slice(key.lastIndexOf(':') + 1)),
  ),
  fault(
    'signs JWTs with the name of the key',
    keepingSecret((key) => key.split(':')[0] ?? ''),
  ),
  fault('decodes the secret of JWTs from hex where it can', (sdk) => {
    const keyOf = sdk.keyOf.bind(sdk);
    sdk.keyOf = (secret) => (/^(?:[\da-f]{2})+$/.test(secret) ? Buffer.from(secret, 'hex') : keyOf(secret));
  }),
  fault('does not check the signature of a JWT', (sdk) => {
    sdk.signatureFits = () => true;
  }),
  fault('compares the bytes of any Base64 text for a signature', (sdk) => {
    sdk.signatureFits = (given, right) => Buffer.from(given, 'base64').equals(Buffer.from(right, 'base64'));
  }),
  fault('compares a signature without its unused bits', (sdk) => {
    sdk.signatureFits = (given, right) =>
      /^[\w-]{43}$/.test(given) && Buffer.from(given, 'base64url').equals(Buffer.from(right, 'base64url'));
  }),
  fault('compares as much of a signature as is there', (sdk) => {
    sdk.signatureFits = (given, right) => right.startsWith(given);
  }),
  fault('accepts an empty signature', (sdk) => {
    sdk.signatureFits = (given, right) => given === '' || given === right;
  }),
  fault('compares signatures without regard to case', (sdk) => {
    sdk.signatureFits = (given, right) => given.toLowerCase() === right.toLowerCase();
  }),
  fault('signs the claims of a JWT alone', (sdk) => {
    const sign = sdk.jwtSignature.bind(sdk);
    sdk.jwtSignature = (input, secret, algorithm) => sign(input.slice(input.indexOf('.')), secret, algorithm);
  }),
];
