import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS, NO_WAY_TO_AUTHENTICATE, TOKEN_UNRECOGNISED } from '@ably-auth/validation/error-codes';
import { fromUrlAlphabet, textOfBase64 } from '@ably-auth/validation/internal';
import { TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';

/** What an Authorization header holds (RSA1, RSA3). */
export type Credentials =
  | { readonly scheme: 'basic'; readonly keyName: string; readonly secret: string }
  | { readonly scheme: 'bearer'; readonly token: string };

/**
 * Reads an Authorization header.
 *
 * @throws {AblyAuthError} 40106 if it is missing, 40101 or 40143 if it is malformed
 */
export function readAuthorization(header: string | null): Credentials {
  if (header === null) {
    throw new AblyAuthError(NO_WAY_TO_AUTHENTICATE, 'Authorization header: missing', {
      remediation: 'Send Basic auth with the API key, or `Bearer` with a token.',
    });
  }
  if (header.length > 2 * TOKEN_TEXT_MAX_BYTES) throw malformed('too long');
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return readBasic(value);
    case 'bearer':
      return { scheme: 'bearer', token: readBearer(value) };
    default:
      throw malformed('expected `Basic` or `Bearer` with one value');
  }
}

function readBasic(value: string): Credentials {
  const text = decodeBase64(value);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1) throw malformed('expected the Base64 text of an API key for Basic auth');
  return { scheme: 'basic', keyName: text.slice(0, colon), secret: text.slice(colon + 1) }; // RSA11
}

/** A token stands raw or as Base64 (RSA3b); every token has a dot, which Base64 has not. */
function readBearer(value: string): string {
  const token = value.includes('.') ? value : decodeBase64(value);
  if (token?.includes('.') && /^[!-~]+$/.test(token)) return token;
  throw new AblyAuthError(TOKEN_UNRECOGNISED, 'Authorization header: expected a token of this service');
}

/** Either alphabet: what SDKs write differs. */
function decodeBase64(value: string): string | undefined {
  return textOfBase64(fromUrlAlphabet(value));
}

function malformed(problem: string): AblyAuthError {
  return new AblyAuthError(INVALID_CREDENTIALS, `Authorization header: ${problem}`);
}
