import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';

/** Parses JSON text strictly: a member that is named twice is refused. */
export function parseJson(text: string, name: string): unknown {
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  return parseJsonText(text, limits, INVALID_REQUEST_BODY, name);
}
