import type { ServiceEvent } from '@ably-auth/server';
import type { RedisStoreEvent } from '@ably-auth/server/redis';
import { redactKeys, visible } from '@ably-auth/validation/internal';
import { pino, type Logger } from 'pino';
import type { Sink } from '../io.js';

/** What may wait for a reader of the log, in bytes: past it, lines are dropped instead of filling the memory. */
const PENDING_MAX_BYTES = 1_048_576;

/** A log in one of the two forms. `onDropped` is called for each line that is dropped as nobody reads the log. */
export async function openLog(form: 'json' | 'pretty', sink: Sink, onDropped: () => void): Promise<Logger> {
  const write = (line: string): void => {
    if ((sink.writableLength ?? 0) > PENDING_MAX_BYTES) onDropped();
    else sink.write(line);
  };
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (form === 'json') return pino(options, { write: (line) => write(line) });
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({ colorize: sink.isTTY === true, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return pino(options, { write: (line) => write(pretty(line)) });
}

/** Logs what the service reports of a request. */
export function logEvent(log: Logger, event: ServiceEvent): void {
  const { route, method, status, code, keyName, message, cause, requestId, address, clientId, bytes } = event;
  const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info';
  const durationMs = Math.round(event.durationMs * 1000) / 1000;
  log[level](
    {
      route,
      method,
      path: redactPath(event.path),
      status,
      code,
      keyName,
      clientId: clientId === undefined ? undefined : visible(redactKeys(clientId)),
      address,
      requestId,
      ...traceOf(event),
      bytes,
      durationMs,
      ...(cause !== undefined && { cause: describe(cause) }),
    },
    message === undefined ? 'answered' : visible(redactKeys(message)),
  );
}

/** The path as it was sent, without a key in it, even an escaped one; a long one is cut. */
function redactPath(path: string): string {
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // It stays as it is.
  }
  return visible(redactKeys(decoded)).slice(0, 256);
}

/** The ids of W3C Trace Context, under the names that OpenTelemetry gives them. */
function traceOf({ traceparent }: ServiceEvent): { readonly trace_id?: string; readonly span_id?: string } {
  const [, trace, span] = traceparent?.split('-') ?? [];
  return trace === undefined || span === undefined ? {} : { trace_id: trace, span_id: span };
}

/** Logs what an operator must know of the store. */
export function logStoreEvent(log: Logger, event: RedisStoreEvent): void {
  switch (event.type) {
    case 'lost':
      log.error(
        { reason: event.reason, at: new Date(event.at), until: new Date(event.until) },
        'the store lost its memory: no tokens until then, and none of revocable keys that is older',
      );
      break;
    case 'instances-differ':
      log.warn({ instances: event.count }, 'other instances on this store have other keys, sealing keys or secrets');
      break;
    case 'unsafe':
      log.warn(`Redis: ${event.problem}`);
      break;
    default:
      log.error({ cause: describe(event.cause) }, 'the check of the store failed');
  }
}

/** What failed, without the further members of an error: those of a Redis client hold the command that it sent. */
export function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'a non-Error value was thrown';
  const further = cause instanceof AggregateError ? cause.errors.map(describe).join('; ') : '';
  return visible(redactKeys([`${cause.name}: ${cause.message}`, further].filter((text) => text !== '').join(' ')));
}
