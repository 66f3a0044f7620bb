import { AblyAuthError } from '@ably-auth/validation';
import { NO_WAY_TO_RENEW } from '@ably-auth/validation/error-codes';
import { isTokenError } from '../internal/service-error.js';
import { CONNECTION_CLOSED } from './error-codes.js';
import type { Transition } from './transition.js';

/** Begins to connect, where that is not under way. */
export function startConnecting(to: Transition, reason?: AblyAuthError): void {
  const { status } = to.state;
  if (status === 'connecting') return;
  if (status === 'initialized' || status === 'closing' || status === 'closed' || status === 'failed') {
    to.set({ id: undefined, key: undefined, renewed: false, retries: 0, isSuspended: false });
    to.timer('suspend', SUSPEND_MS);
  }
  to.clear('retry');
  to.clear('close');
  to.become('connecting', reason);
}

export function closed(to: Transition): void {
  to.end('closed', new AblyAuthError(CONNECTION_CLOSED, 'connection: closed'));
}

/** The service ended the transport, and the connection may go on (RTN15h). */
export function disconnected(to: Transition, error: AblyAuthError): void {
  if (to.state.status === 'closing') return closed(to);
  if (isRefusedToken(error)) return renew(to, error);
  lost(to, error);
}

export function lost(to: Transition, error: AblyAuthError): void {
  switch (to.state.status) {
    case 'connected':
      return reconnect(to, error);
    case 'connecting':
      return disconnect(to, error); // RTN14d
    case 'closing':
      return closed(to);
    default:
      return undefined;
  }
}

/** Replaces a token that was refused, once (RTN14b, RTN15h1, RTN15h2). */
export function renew(to: Transition, error: AblyAuthError): void {
  const { token, renewed, status } = to.state;
  if (!to.environment.canRenew) {
    const message = 'connection: the token is refused and cannot be renewed';
    return to.end('failed', new AblyAuthError(NO_WAY_TO_RENEW, message, { cause: error })); // RSA4a2
  }
  if (token !== undefined) to.effect({ type: 'dropToken', token, error });
  if (renewed) return disconnect(to, error);
  to.set({ renewed: true });
  if (status === 'connected') return reconnect(to, error);
  to.obtain('current');
}

/** Connects again at once, a second after the last time at the earliest (RTN15a, RTN15h2, RTN15h3). */
function reconnect(to: Transition, error: AblyAuthError): void {
  const { reconnectedAt, details } = to.state;
  const { uptime } = to.environment;
  to.requeue();
  to.clear('idle');
  to.timer('suspend', details.connectionStateTtl ?? SUSPEND_MS);
  to.become('disconnected', error);
  if (uptime - reconnectedAt < AGAIN_MS) return to.timer('retry', AGAIN_MS - (uptime - reconnectedAt));
  to.set({ reconnectedAt: uptime });
  to.become('connecting', error);
  to.obtain('current');
}

/** Gives an attempt up until later (RTN14d, RTN14e). */
export function disconnect(to: Transition, reason: AblyAuthError): void {
  const { isSuspended, retries } = to.state;
  const { timeouts, random } = to.environment;
  if (isSuspended) return suspend(to, reason);
  to.dropTransport();
  to.abandon();
  to.requeue();
  to.set({ retries: retries + 1 });
  to.become('disconnected', reason);
  const backoff = Math.min((retries + 3) / 3, 2);
  to.timer('retry', timeouts.disconnectedRetryMs * backoff * (0.8 + 0.2 * random)); // RTB1
}

/** The service has forgotten the connection; it is tried more seldom (RTN14e, RTN14f). */
export function suspend(to: Transition, error: AblyAuthError): void {
  to.end('suspended', error);
  to.set({ isSuspended: true });
  to.timer('retry', to.environment.timeouts.suspendedRetryMs);
}

/** A token error comes with the status 401 (RTN14b). */
export function isRefusedToken(error: AblyAuthError): boolean {
  return error.statusCode === 401 && isTokenError(error);
}

/** How long a connection is tried before it is suspended, where the service said nothing (RTN14e). */
const SUSPEND_MS = 120_000;

/** Least time between two connections that are made at once. */
const AGAIN_MS = 1_000;
