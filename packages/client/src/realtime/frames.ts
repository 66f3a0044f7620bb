import { AblyAuthError } from '@ably-auth/validation';
import type { ConnectionDetails, Frame } from './machine.js';

/** Actions of a ProtocolMessage (TR2) that authentication needs. */
export const ACTION = {
  CONNECTED: 4,
  DISCONNECTED: 6,
  CLOSE: 7,
  CLOSED: 8,
  ERROR: 9,
  ATTACH: 10,
  ATTACHED: 11,
  AUTH: 17,
} as const;

type Fields = Readonly<Record<string, unknown>>;

/** Reads a frame, as far as it makes sense (RSF1); undefined for what is not one. */
export function readFrame(text: unknown): Frame | undefined {
  let value: unknown;
  try {
    value = typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value['action'] !== 'number') return undefined;
  const { action, error, connectionDetails } = value;
  return {
    action,
    ...only('string', value, ['channel', 'connectionId']),
    ...(isObject(connectionDetails) ? { connectionDetails: readDetails(connectionDetails) } : {}),
    ...(isObject(error) ? { error: readError(error) } : {}),
  };
}

function readDetails(details: Fields): ConnectionDetails {
  return {
    ...only('string', details, ['clientId', 'connectionKey']),
    ...only('number', details, ['connectionStateTtl', 'maxIdleInterval']),
  };
}

function readError(error: Fields): AblyAuthError {
  const { code, statusCode, message } = error;
  const known = typeof code === 'number' ? code : 50_000;
  const status = typeof statusCode === 'number' ? statusCode : Math.floor(known / 100);
  const remediation = `See https://help.ably.io/error/${known}.`; // TI5
  return new AblyAuthError(
    { code: known, statusCode: status, remediation },
    typeof message === 'string' ? message : 'the service gave no reason',
    { cause: error },
  );
}

/** The members with these names that have this type. */
function only(type: 'string' | 'number', fields: Fields, names: readonly string[]): object {
  return Object.fromEntries(names.flatMap((name) => (typeof fields[name] === type ? [[name, fields[name]]] : [])));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The URL of a connection, which carries the credentials (RTN2). */
export function connectionUrl(
  baseUrl: string,
  { key, token, clientId, resume }: Readonly<Record<'key' | 'token' | 'clientId' | 'resume', string | undefined>>,
): string {
  const query = new URLSearchParams({ v: '6', format: 'json', heartbeats: 'true' }); // RTN2f, RTN2a, RTN23b
  if (token !== undefined)
    query.set('accessToken', token); // RTN2e
  else if (key !== undefined) query.set('key', key);
  if (clientId !== undefined) query.set('clientId', clientId); // RTN2d
  if (resume !== undefined) query.set('resume', resume); // RTN15b1
  return `${baseUrl.replace(/^http/, 'ws')}/?${query.toString()}`;
}
