import { answer, readBody, unknownRoute, type Route } from '@ably-auth/server/internal';
import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { TOKEN_EXPIRED, TOKEN_REVOKED } from '@ably-auth/validation/error-codes';
import type { SandboxClock } from './clock.js';
import { CONNECTION_LOST } from './error-codes.js';
import { requireOwnOrigin } from './origin.js';
import type { Overrides } from './overrides.js';
import { refusal, type Fields } from './read-messages.js';
import type { Connection } from './realtime/connection.js';
import type { Hub } from './realtime/hub.js';

/** What the routes work on that only a sandbox has: time, connections and tokens in the hands of a test. */
export type AdminContext = { readonly clock: SandboxClock; readonly hub: () => Hub; readonly overrides: Overrides };

export function adminRoutes(context: AdminContext): readonly Route[] {
  const { clock, hub } = context;
  return [
    adminRoute('GET', '/sandbox/clock', () => ({ now: clock.now() })),
    adminRoute('POST', '/sandbox/clock', ({ body: { advanceMs } }) => {
      if (!Number.isSafeInteger(advanceMs)) throw refusal('advanceMs', 'expected whole milliseconds');
      clock.advance(advanceMs as number);
      hub().tick();
      return { now: clock.now() };
    }),
    adminRoute('GET', '/sandbox/connections', () => hub().connections.map(describe)),
    adminRoute('POST', '/sandbox/connections/:connectionId/:action', ({ params }) => {
      const connection = hub().find(params['connectionId'] as string);
      const act = ACTIONS[params['action'] as string];
      if (connection === undefined || act === undefined) throw unknownRoute();
      act(connection, context);
      return describe(connection);
    }),
    adminRoute('POST', '/sandbox/tokens', ({ body: { token, as } }) => {
      const errorCode = as === 'expired' ? TOKEN_EXPIRED : TOKEN_REVOKED;
      if (typeof token !== 'string') throw refusal('token', 'expected a token');
      if (as !== 'expired' && as !== 'revoked') throw refusal('as', 'expected "expired" or "revoked"');
      refuseToken(token, errorCode, context);
      return { as };
    }),
    adminRoute('POST', '/sandbox/refusals', ({ body }) => {
      const planned = readRefusal(body);
      context.overrides.plan(planned);
      return planned;
    }),
  ];
}

/** What can be done to a connection. */
const ACTIONS: Readonly<Record<string, (connection: Connection, context: AdminContext) => void>> = {
  /** Cuts its WebSocket. */
  drop: (connection) => connection.link?.terminate(),
  disconnect: (connection) =>
    connection.disconnect(new AblyAuthError(CONNECTION_LOST, 'connection: dropped as a test asked for')),
  /** Holds everything back, both ways. */
  stall: (connection) => connection.link?.stall(true),
  continue: (connection) => connection.link?.stall(false),
  /** Asks it for another token. */
  prompt: (connection) => connection.prompt(),
  expire: ({ token }, context) => refuseToken(token, TOKEN_EXPIRED, context),
  revoke: ({ token }, context) => refuseToken(token, TOKEN_REVOKED, context),
};

function refuseToken(token: string | undefined, errorCode: ErrorCode, { overrides, hub }: AdminContext): void {
  if (token === undefined) throw refusal('token', 'the connection has none: it uses Basic auth');
  overrides.refuseToken(token, errorCode);
  for (const connection of hub().connections) {
    if (connection.token === token) void hub().check(connection);
  }
}

function describe({ id, principal, isOpen, channelNames, resumableUntil }: Connection): object {
  const { appId, keyName, method, clientId, expires } = principal;
  return {
    connectionId: id,
    appId,
    keyName,
    method,
    clientId,
    expires,
    isOpen,
    channels: channelNames,
    resumableUntil,
  };
}

function readRefusal({ on = 'request', path = '', count = 1, code, statusCode }: Fields) {
  if (on !== 'request' && on !== 'connect') throw refusal('on', 'expected "request" or "connect"');
  if (typeof path !== 'string') throw refusal('path', 'expected what the path begins with');
  if (!isWhole(count, 1, 1000)) throw refusal('count', 'expected 1 to 1000');
  if (!isWhole(code, 10_000, 99_999)) throw refusal('code', 'expected an error code, such as 40142');
  const status = statusCode ?? Math.floor(code / 100);
  if (!isWhole(status, 400, 599)) throw refusal('statusCode', 'expected 400 to 599');
  const errorCode = { code, statusCode: status, remediation: 'Nothing is wrong: a test asked for this answer.' };
  return { on, path, count, errorCode } as const;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

type Asked = { readonly params: Readonly<Record<string, string>>; readonly body: Fields };

/** A route of tests, which needs no key: anyone who reaches a sandbox may make apps as well. */
function adminRoute(method: 'GET' | 'POST', path: string, handle: (asked: Asked) => unknown): Route {
  return {
    name: 'admin',
    method,
    path,
    async handle(incoming, { params }) {
      requireOwnOrigin(incoming.headers);
      const hasBody = method === 'POST' && !path.endsWith(':action');
      return answer(200, handle({ params, body: hasBody ? await readBody(incoming) : {} }), incoming.headers);
    },
  };
}
