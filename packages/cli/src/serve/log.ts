import type { ServiceEvent } from '@ably-auth/server';
import { redactKeys, visible } from '@ably-auth/validation/internal';
import { pino, type Logger } from 'pino';
import type { Sink } from '../io.js';

/** A log in one of the two forms. */
export async function openLog(form: 'json' | 'pretty', sink: Sink): Promise<Logger> {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (form === 'json') return pino(options, { write: (line) => void sink.write(line) });
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ colorize: sink.isTTY === true, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return pino(options, { write: (line) => void sink.write(pretty(line)) });
}

/** Logs what the service reports of a request. */
export function logEvent(log: Logger, event: ServiceEvent): void {
  const { route, method, status, code, keyName, message, cause } = event;
  const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  const durationMs = Math.round(event.durationMs * 1000) / 1000;
  log[level](
    { route, method, status, code, keyName, durationMs, ...(cause === undefined ? {} : { cause: describe(cause) }) },
    message === undefined ? 'answered' : visible(redactKeys(message)),
  );
}

/** What failed, without the further members of an error: those of a Redis client hold the command that it sent. */
export function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'a non-Error value was thrown';
  const further = cause instanceof AggregateError ? cause.errors.map(describe).join('; ') : '';
  return visible(redactKeys([`${cause.name}: ${cause.message}`, further].filter((text) => text !== '').join(' ')));
}
