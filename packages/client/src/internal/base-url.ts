import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';

/**
 * Where the service is: `https://host:port`.
 *
 * @throws {AblyAuthError} 40003 if endpoint and port name no host
 */
export function baseUrl(endpoint: string, port: number | undefined, tls: boolean): string {
  const host = hostOf(endpoint);
  const text = `${tls ? 'https' : 'http'}://${host}${port === undefined ? '' : `:${port}`}`;
  // A path or a user name would be there if the URL were more than its origin.
  if (URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/` && !host.startsWith('.')) {
    return new URL(text).origin;
  }
  throw new AblyAuthError(INVALID_PARAMETER_VALUE, 'endpoint, port: name no host', {
    remediation: 'Give endpoint as a host name or the id of a routing policy, and port as a number.',
  });
}

/** REC1b2, REC1b3, REC1b4: a host name, a non-production policy, or a production policy. */
function hostOf(endpoint: string): string {
  if (endpoint.includes('::')) return endpoint.startsWith('[') ? endpoint : `[${endpoint}]`;
  if (endpoint.includes('.') || endpoint === 'localhost') return endpoint;
  const [, policy] = /^nonprod:(.+)$/.exec(endpoint) ?? [];
  return policy === undefined ? `${endpoint}.realtime.ably.net` : `${policy}.realtime.ably-nonprod.net`;
}
