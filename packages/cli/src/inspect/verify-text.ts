import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_CREDENTIALS, INVALID_REQUEST_BODY, NOT_FOUND } from '@ably-auth/validation/error-codes';
import { inspectText } from './inspect-text.js';
import { checkablePart, type Inspection, type Means } from './inspection.js';

/**
 * What a text is, verified with the key.
 *
 * @throws {AblyAuthError} if it is not genuine or not current, names another key, or is nothing that a key can verify
 */
export async function verifyText(text: string, means: Means & { readonly key: string }): Promise<Inspection> {
  const inspection = await inspectText(text, means);
  const { kind, keyName, verification } = checkablePart(inspection);
  if (verification.status === 'refused') throw withAdvice(kind, verification.error);
  if (verification.status === 'verified') return inspection;
  if ((kind === 'TokenRequest' || kind === 'Ably JWT') && keyName !== parseApiKey(means.key).name) {
    throw new AblyAuthError(NOT_FOUND, `${kind}: ${verification.because}`);
  }
  throw new AblyAuthError(INVALID_REQUEST_BODY, `${kind}: ${verification.because}`, {
    remediation: 'Give a signed TokenRequest or an Ably JWT: nothing else can be verified with a key.',
  });
}

function withAdvice(kind: Inspection['kind'], error: AblyAuthError): AblyAuthError {
  if (kind !== 'TokenRequest' || error.code !== INVALID_CREDENTIALS.code) return error;
  return new AblyAuthError(INVALID_CREDENTIALS, error.message, {
    remediation: `${error.remediation} \`ably-auth explain\` finds the mistake that gives this MAC.`,
  });
}
