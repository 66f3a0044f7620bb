import { AblyAuthError, type Keyword } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';

/** The refusal of a capability; `resource` and `index` say which operation list and which place in it are at fault. */
export function fault(keyword: Keyword, message: string, resource?: string, index?: number): AblyAuthError {
  let path = '';
  // A long name is cut, so that the message stays readable.
  if (resource !== undefined)
    path += `[${JSON.stringify(resource.length > 64 ? `${resource.slice(0, 64)}…` : resource)}]`;
  if (index !== undefined) path += `[${index}]`;
  return new AblyAuthError(BAD_REQUEST, `capability${path}: ${message}`, {
    issues: [{ path: `$${path}`, keyword, code: BAD_REQUEST.code, message }],
  });
}
