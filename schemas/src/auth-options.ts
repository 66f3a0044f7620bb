import { z } from '#zod';
import { field } from './field.js';
import { apiKey, authMethod, filledText, flag, stringMap, token } from './internal/shapes.js';
import { TokenDetails } from './token-details.js';

/** How a client obtains its credentials (AO1); `authCallback`, which is not JSON, is listed in the registry. */
export const AuthOptions = z
  .object({
    key: field(apiKey, {
      description: 'Full API key: signs TokenRequests locally, and is used for Basic auth.',
      unit: '`<appId>.<keyId>:<keySecret>`',
      absent: 'the client cannot sign.',
      examples: ['appId.keyId:keySecret'],
      spec: ['AO2a', 'RSA11'],
      since: '0.8',
      code: 'INVALID_CREDENTIALS',
      type: 'ApiKey',
    }).optional(),
    authUrl: field(filledText, {
      description: 'URL that answers with a TokenRequest, a TokenDetails or a token string.',
      absent: 'no auth server is asked.',
      examples: ['https://example.com/auth'],
      spec: ['AO2c', 'RSA8c'],
      since: '0.8',
    }).optional(),
    authMethod: field(authMethod, {
      description: 'HTTP method of the request to authUrl.',
      absent: 'the client uses GET.',
      examples: ['POST'],
      spec: ['AO2d', 'RSA8c'],
      since: '0.8',
    }).optional(),
    authHeaders: field(stringMap(), {
      description: 'Headers of the request to authUrl; new ones replace the stored ones as a whole.',
      absent: 'no headers are added.',
      examples: [{ 'X-Csrf-Token': 'abc' }],
      spec: ['AO2e', 'RSA8c3'],
      since: '0.8',
    }).optional(),
    authParams: field(stringMap(), {
      description:
        'Parameters of the request to authUrl: in the query of a GET, form-encoded in the body of a POST. TokenParams win over them.',
      absent: 'no parameters are added.',
      examples: [{ room: 'lobby' }],
      spec: ['AO2f', 'RSA8c1', 'RSA8c2', 'RSA8c3'],
      since: '0.8',
    }).optional(),
    token: field(token, {
      description: 'A token to use as it is, until it expires.',
      absent: 'a token is obtained when one is needed.',
      examples: ['appId.opaque-token'],
      spec: ['AO2h', 'RSA10e'],
      since: '0.8',
    }).optional(),
    tokenDetails: field(TokenDetails, {
      description: 'A token to use as it is, with what is known of it.',
      absent: 'a token is obtained when one is needed.',
      examples: [{ token: 'appId.opaque-token', expires: 1_750_003_600_000 }],
      spec: ['AO2i', 'RSA10e'],
      since: '0.8',
      type: 'TokenDetails',
    }).optional(),
    queryTime: field(flag, {
      description:
        'Whether the time of the service is asked for before signing; the offset is kept. Used once: never kept as a default.',
      absent: 'the client signs by its own clock.',
      examples: [true],
      spec: ['AO2g', 'RSA9d', 'RSA10k'],
      since: '0.8',
    }).optional(),
    useTokenAuth: field(flag, {
      description: 'Whether token authentication is used: true always, false never while there is a key.',
      absent: 'the client uses token authentication if it has authUrl, authCallback, token or tokenDetails.',
      examples: [true],
      spec: ['AO2j', 'RSA4'],
      since: '0.8',
    }).optional(),
    force: field(flag, {
      description: 'Whether authorize obtains a new token although the present one is still valid.',
      absent: 'clients of version 0.8 keep a valid token.',
      examples: [true],
      spec: ['RSA10'],
      since: '0.8',
      deprecated: 'dropped in 1.0, where authorize always obtains a new token.',
    }).optional(),
  })
  .strict();
