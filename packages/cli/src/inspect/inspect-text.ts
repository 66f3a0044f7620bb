import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJson } from '../parse-json.js';
import { inspectDetails } from './inspect-details.js';
import { inspectRequest } from './inspect-request.js';
import { inspectToken } from './inspect-token.js';
import { NOTHING_FOUND, notChecked, type Inspection, type Means } from './inspection.js';

const API_KEY = /^([\w-]+\.[\w-]+):/;

/**
 * Finds out what a text is.
 *
 * @throws {AblyAuthError} 40001 or another code of the type if it cannot be read; 40144 if it is a JWT that is malformed
 */
export async function inspectText(given: string, means: Means): Promise<Inspection> {
  const text = bearerToken(given.trim()) ?? given.trim();
  const keyName = API_KEY.exec(text)?.[1];
  if (keyName !== undefined) return apiKey(keyName);
  if (/^[{["]/.test(text)) return inspectJson(text, means);
  if (text === '' || !/^[!-~]+$/.test(text)) throw nothingKnown();
  return inspectToken(text, means);
}

/** The token of an Authorization header, which carries it as it is or in Base64 (RSA3b). */
function bearerToken(text: string): string | undefined {
  const [, token] = /^(?:authorization: *)?bearer +([!-~]+)$/i.exec(text) ?? [];
  if (token === undefined || token.includes('.')) return token;
  const decoded = Buffer.from(token, 'base64').toString();
  return /^[!-~]+$/.test(decoded) ? decoded : token;
}

async function inspectJson(text: string, means: Means): Promise<Inspection> {
  const value = parseJson(text, 'input');
  if (typeof value === 'string') return inspectText(value, means);
  const members = typeof value === 'object' && value !== null ? value : {};
  if (Object.hasOwn(members, 'token')) return inspectDetails(text, means); // AO2b
  if (!Object.hasOwn(members, 'keyName')) throw nothingKnown();
  return inspectRequest(text, Object.hasOwn(members, 'mac') && (members as { mac: unknown }).mac !== null, means);
}

function apiKey(keyName: string): Inspection {
  return {
    ...NOTHING_FOUND,
    kind: 'API key',
    keyName,
    notes: ['Anyone who has it can do all that the key may. Its secret is not shown.'],
    verification: notChecked('only the service knows whether there is such a key'),
  };
}

function nothingKnown(): AblyAuthError {
  return new AblyAuthError(
    INVALID_REQUEST_BODY,
    'input: neither a TokenRequest, TokenDetails, JWT, Ably token nor API key',
    {
      remediation:
        'Give a JSON object with keyName (TokenRequest) or token (TokenDetails), or a token. `ably-auth validate` checks the other types.',
    },
  );
}
