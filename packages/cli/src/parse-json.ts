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
  const wrong = jsonErrorIn(text);
  if (wrong === undefined) return;
  const { offset, line, column, isEnd, isOpenQuote } = wrong;
  // Of the text itself only a quote is shown: it may hold a secret.
  const [got, remediation] =
    text[offset] === "'"
      ? ['a single quote', 'Put names and text in double quotes.']
      : isOpenQuote
        ? ['a quote that is not closed', 'Close the quote on the line where it opens, or give the whole text.']
        : isEnd
          ? ['its end', 'Give the whole text: a brace or a bracket is still open.']
          : ['other text', 'Correct the text there: JSON has no trailing commas and no comments.'];
  const message = `${name}: expected JSON text, got ${got} at line ${line}, column ${column}`;
  throw new AblyAuthError(errorCode, message, { remediation });
}

/** Where a text stops being JSON; undefined if it is JSON, or nests deeper than the stack of the parser. */
export function jsonErrorIn(text: string) {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return undefined; // its depth is what the caller refuses
  }
  const [first] = errors;
  if (first === undefined) return undefined;
  const end = text.trimEnd().length; // a text that is cut off ends before its line end
  const offset = Math.min(first.offset, end);
  const before = text.slice(0, offset).split('\n');
  return {
    offset,
    isEnd: offset === end,
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    isOpenQuote: printParseErrorCode(first.error) === 'UnexpectedEndOfString',
  };
}
