import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** Parses JSON text strictly: a member that is named twice is refused. */
export function parseJson(text: string, name: string): unknown {
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  try {
    return parseJsonText(text, limits, INVALID_REQUEST_BODY, name);
  } catch (error) {
    refuseOther(text, name, INVALID_REQUEST_BODY);
    throw error;
  }
}

/** Refuses what is not JSON, and tells where it stops being so. */
export function refuseOther(text: string, name: string, errorCode: ErrorCode): void {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return; // deeper than the stack of the parser: its depth is what the caller refuses
  }
  const [first] = errors;
  if (first === undefined) return;
  const before = text.slice(0, first.offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  // Of the text itself only a quote is shown: it may hold a secret.
  const [got, remediation] =
    text[first.offset] === "'"
      ? ['a single quote', 'Put names and text in double quotes.']
      : printParseErrorCode(first.error) === 'UnexpectedEndOfString'
        ? ['a quote that is not closed', 'Close the quote, or give the whole text.']
        : first.offset >= text.trimEnd().length
          ? ['its end', 'Give the whole text: a brace or a bracket is still open.']
          : ['other text', 'Correct the text there: JSON has no trailing commas and no comments.'];
  throw new AblyAuthError(errorCode, `${name}: expected JSON text, got ${got} at ${place}`, { remediation });
}
