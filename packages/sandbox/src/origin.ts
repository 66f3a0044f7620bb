import type { HeaderReader } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { FORBIDDEN } from '@ably-auth/validation/error-codes';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Refuses what needs no key to pages of other machines: any page that a browser on this machine opens could ask for it,
 * by a simple request or by a host name that leads here.
 *
 * @throws {AblyAuthError} 40300
 */
export function requireOwnOrigin(headers: HeaderReader): void {
  const origin = headers.get('origin');
  if (origin === null || (URL.canParse(origin) && LOOPBACK.test(new URL(origin).hostname))) return;
  throw new AblyAuthError(FORBIDDEN, 'Origin header: expected a page of this machine', {
    remediation: 'Open the page from localhost, or ask from a program.',
  });
}
