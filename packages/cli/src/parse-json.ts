import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { parse, type ParseError } from 'jsonc-parser';

/** Parses JSON text strictly: a member that is named twice is refused. What is not JSON is told with its place. */
export function parseJson(text: string, name: string): unknown {
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  try {
    return parseJsonText(text, limits, INVALID_REQUEST_BODY, name);
  } catch (error) {
    const offset = offsetOfError(text);
    if (!(error instanceof AblyAuthError) || offset === undefined) throw error;
    const before = text.slice(0, offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
    // Of the text itself only a quote is shown: it may hold a secret.
    const [got, remediation] =
      text[offset] === "'"
        ? ['a single quote', 'Put names and text in double quotes.']
        : offset >= text.trimEnd().length
          ? ['its end', 'Give the whole text: a brace, a bracket or a quote is still open.']
          : ['other text', 'Correct the text there: JSON has no trailing commas and no comments.'];
    throw new AblyAuthError(INVALID_REQUEST_BODY, `${name}: expected JSON text, got ${got} at ${place}`, {
      remediation,
    });
  }
}

/** Where text stops being JSON; undefined if it is JSON, and was refused for something else. */
function offsetOfError(text: string): number | undefined {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors[0]?.offset;
}
