import { INVALID_CLIENT_ID, INVALID_PARAMETER_VALUE, INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { joinFields, signableCapability, signableInteger, signableText } from './internal/signable.js';
import type { SignedFields } from './signed-fields.js';

/**
 * The text that the MAC of a request covers: each field followed by a line feed, an absent one as the empty string
 * (RSA9g).
 *
 * The text is not escaped. So that no two requests share it, control characters in keyName, clientId and nonce, a
 * line feed in the capability, and text that has no UTF-8 form are refused. Length and range are not judged.
 *
 * @param request its members as they stand; the capability is signed literally
 * @throws {TypeError} if the request is not an object
 * @throws {AblyAuthError} 40001, 40003, 40000 or 40012, by the field that cannot be signed
 * @example
 * import { signText } from '@ably-auth/core';
 * signText({ keyName: 'appId.keyId', timestamp: 1000, nonce: 'abcde100' }); // 'appId.keyId\n\n\n\n1000\nabcde100\n'
 */
export function signText(request: SignedFields): string {
  if (typeof request !== 'object' || request === null) throw new TypeError('request: expected an object');
  const { keyName, ttl, capability, clientId, timestamp, nonce } = request;
  return joinFields({
    keyName: signableText('keyName', keyName, INVALID_REQUEST_BODY),
    ttl: signableInteger('ttl', ttl),
    capability: signableCapability(capability),
    clientId: signableText('clientId', clientId, INVALID_CLIENT_ID),
    timestamp: signableInteger('timestamp', timestamp),
    nonce: signableText('nonce', nonce, INVALID_PARAMETER_VALUE),
  });
}
