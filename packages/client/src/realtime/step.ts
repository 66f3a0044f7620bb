import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { INCOMPATIBLE_CREDENTIALS, NO_WAY_TO_RENEW } from '@ably-auth/validation/error-codes';
import {
  CONNECTION_CLOSED,
  CONNECTION_LOST,
  CONNECTION_SUSPENDED,
  NO_TOKEN,
  TIMED_OUT,
  TOKEN_FORBIDDEN,
} from './error-codes.js';
import { ACTION } from './frames.js';
import type { Effect, Frame, Input, State, Environment } from './machine.js';
import { closed, disconnect, disconnected, isRefusedToken, lost, renew, startConnecting, suspend } from './recovery.js';
import { Transition } from './transition.js';

/**
 * Moves a connection on: what it is after an input, and what is to be done. It does nothing itself.
 *
 * @param state what it is
 * @param input what happened
 * @param environment clock, chance, and what the client can do
 */
export function step(
  state: State,
  input: Input,
  environment: Environment,
): { readonly state: State; readonly effects: readonly Effect[] } {
  const to = new Transition(state, environment);
  switch (input.type) {
    case 'connect':
      connect(to);
      break;
    case 'close':
      close(to);
      break;
    case 'authorize':
      to.begin(input.call);
      to.obtain({ call: input.call });
      break;
    case 'attach':
      attach(to, input);
      break;
    case 'obtained':
      obtained(to, input);
      break;
    case 'notObtained':
      notObtained(to, input);
      break;
    case 'frame':
      if (input.transport === to.state.transport) receive(to, input.frame);
      break;
    case 'lost':
      if (input.transport === to.state.transport) {
        to.forgetTransport();
        lost(to, new AblyAuthError(CONNECTION_LOST, 'connection: the transport was lost'));
      }
      break;
    case 'timer':
      expire(to, input);
      break;
  }
  return { state: to.state, effects: to.effects };
}

function connect(to: Transition): void {
  const { status } = to.state;
  if (status === 'connecting' || status === 'connected') return;
  if (status === 'closing') to.dropTransport();
  startConnecting(to);
  to.obtain('current'); // RTN2e: a token first
}

function close(to: Transition): void {
  const { status, transport } = to.state;
  if (status === 'connected' && transport !== undefined) {
    to.become('closing');
    to.send({ action: ACTION.CLOSE });
    to.timer('close', to.environment.timeouts.requestMs);
  } else if (status === 'connecting' || status === 'disconnected' || status === 'suspended') closed(to);
}

function attach(to: Transition, { call, channel }: { readonly call: number; readonly channel: string }): void {
  const { status } = to.state;
  to.begin(call);
  if (status !== 'connected' && status !== 'connecting' && status !== 'disconnected') {
    return to.settle(call, new AblyAuthError(CONNECTION_CLOSED, `attach: the connection is ${status}`)); // RTL4b
  }
  const calls = [...(to.state.channels.get(channel)?.calls ?? []), call];
  to.channel(channel, { status: 'attaching', calls }, undefined);
  if (status === 'connected') to.send({ action: ACTION.ATTACH, channel });
}

function obtained(
  to: Transition,
  { attempt, token }: { readonly attempt: number; readonly token: string | undefined },
): void {
  const found = to.take(attempt);
  if (found === undefined) return;
  const { call, isPrompted } = found;
  const { status, transport } = to.state;
  if (status === 'connected' && transport !== undefined) {
    if (token === undefined) return;
    // RTC8a; callers that share one token share its AUTH.
    const last = to.state.awaiting.at(-1);
    if (token === to.state.token && last !== undefined) to.await(call, 'last');
    else {
      to.set({ token });
      to.send({ action: ACTION.AUTH, auth: { accessToken: token } });
      to.await(call, 'new');
    }
    return;
  }
  if (call === undefined && (isPrompted || status !== 'connecting')) return; // not needed any more
  if (status === 'closing') to.dropTransport();
  startConnecting(to); // RTC8c
  if (transport !== undefined) to.dropTransport(); // RTC8b: one attempt, with the newest token
  to.set({ awaiting: [[...to.state.awaiting.flat(), ...(call === undefined ? [] : [call])]] });
  to.open(token);
}

function notObtained(
  to: Transition,
  {
    attempt,
    error,
    isCallers,
  }: { readonly attempt: number; readonly error: AblyAuthError; readonly isCallers: boolean },
): void {
  const found = to.take(attempt);
  if (found === undefined) return;
  const { call, isPrompted } = found;
  if (call !== undefined) to.settle(call, error);
  if (call !== undefined && isCallers) return; // a wrong call changes nothing
  const { status } = to.state;
  const isConnecting = status === 'connecting';
  if (call === undefined && !isConnecting && status !== 'connected') return;
  const why = (errorCode: ErrorCode, what: string) => {
    return new AblyAuthError(errorCode, `connection: ${what}`, { cause: error });
  };
  if (error.statusCode === 403) return to.end('failed', why(TOKEN_FORBIDDEN, 'no token for this client')); // RSA4d
  if (!to.environment.canRenew && call === undefined) {
    return isPrompted ? undefined : to.end('failed', why(NO_WAY_TO_RENEW, 'no way to obtain a token')); // RSA4a2
  }
  const reason = why(NO_TOKEN, 'no token could be obtained');
  if (status === 'connected')
    to.set({ errorReason: reason }); // RSA4c1, RSA4c3
  else if (isConnecting) disconnect(to, reason); // RSA4c2
}

function receive(to: Transition, frame: Frame): void {
  const { maxIdleInterval = 0 } = to.state.details;
  if (to.state.status === 'connected' && maxIdleInterval > 0) {
    to.timer('idle', maxIdleInterval + to.environment.timeouts.requestMs); // RTN23a
  }
  switch (frame.action) {
    case ACTION.CONNECTED:
      return connected(to, frame);
    case ACTION.AUTH: // RTN22; one renewal at a time
      if (to.state.status === 'connected' && !to.state.obtaining.some(({ isPrompted }) => isPrompted))
        to.obtain('prompted');
      return undefined;
    case ACTION.DISCONNECTED:
      to.dropTransport();
      return disconnected(
        to,
        frame.error ?? new AblyAuthError(CONNECTION_LOST, 'connection: disconnected by the service'),
      );
    case ACTION.CLOSED:
      return to.state.status === 'closing' ? closed(to) : undefined;
    case ACTION.ATTACHED:
      return frame.channel === undefined ? undefined : settleChannel(to, frame.channel, undefined);
    case ACTION.ERROR: {
      const error = frame.error ?? new AblyAuthError(CONNECTION_LOST, 'connection: refused by the service');
      if (frame.channel !== undefined) return settleChannel(to, frame.channel, error); // RTL14
      to.dropTransport();
      if (to.state.status === 'connecting' && isRefusedToken(error)) return renew(to, error); // RTN14b
      if (to.state.status === 'closing' && isRefusedToken(error)) return closed(to); // as a DISCONNECTED then
      return to.end('failed', error); // RTN14g, RTN15j, RTC8a2
    }
    default:
  }
}

function connected(to: Transition, { connectionId, connectionDetails = {}, error }: Frame): void {
  const { status, details, awaiting } = to.state;
  const { clientId: own, timeouts } = to.environment;
  const { clientId, connectionKey } = connectionDetails;
  if (status !== 'connecting' && status !== 'connected') return;
  if (own !== undefined && clientId !== undefined && clientId !== '*' && clientId !== own) {
    const message = 'connection: the service knows this client by another clientId than the options';
    return to.end('failed', new AblyAuthError(INCOMPATIBLE_CREDENTIALS, message)); // RSA15c
  }
  const isUpdate = status === 'connected';
  to.set({
    id: connectionId,
    key: connectionKey,
    details: connectionDetails, // RTN21: they replace the old as a whole
    errorReason: error,
    renewed: false,
    retries: 0,
    isSuspended: false,
  });
  to.effect({ type: 'identify', clientId }); // RSA7b3, RSA7b4
  for (const timer of ['connect', 'suspend', 'retry'] as const) to.clear(timer);
  const { maxIdleInterval = details.maxIdleInterval ?? 0 } = connectionDetails;
  if (maxIdleInterval > 0) to.timer('idle', maxIdleInterval + timeouts.requestMs);
  if (isUpdate)
    to.update(error); // RTN24, RTN4h
  else to.become('connected', error);
  const [answered = [], ...others] = awaiting;
  to.set({ awaiting: others });
  for (const call of answered) to.settle(call, undefined); // RTC8a3
  if (isUpdate) return;
  for (const [channel, { status: channelStatus }] of to.state.channels) {
    if (channelStatus === 'attaching' || channelStatus === 'attached') to.send({ action: ACTION.ATTACH, channel }); // RTL3d
  }
}

function settleChannel(to: Transition, name: string, error: AblyAuthError | undefined): void {
  const known = to.state.channels.get(name);
  if (known === undefined) return;
  to.channel(name, { status: error === undefined ? 'attached' : 'failed', calls: [] }, error);
  for (const call of known.calls) to.settle(call, error);
}

function expire(to: Transition, { timer, call }: Extract<Input, { type: 'timer' }>): void {
  switch (timer) {
    case 'call':
      if (call !== undefined)
        to.settle(call, new AblyAuthError(TIMED_OUT, 'connection: the call was not answered in time'));
      return;
    case 'connect': // RTN14c
    case 'idle': // RTN23a
      to.dropTransport();
      return lost(to, new AblyAuthError(CONNECTION_LOST, 'connection: the service is silent'));
    case 'close':
      return to.state.status === 'closing' ? closed(to) : undefined;
    case 'retry':
      if (to.state.status !== 'disconnected' && to.state.status !== 'suspended') return;
      to.set({ renewed: false });
      startConnecting(to);
      return to.obtain('current');
    case 'suspend': {
      if (to.state.status !== 'disconnected' && to.state.status !== 'connecting') return;
      const cause = to.state.errorReason;
      return suspend(to, new AblyAuthError(CONNECTION_SUSPENDED, 'connection: not back in time', { cause }));
    }
  }
}
