import { encode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { INTERNAL_ERROR, METHOD_NOT_ALLOWED, NOT_FOUND } from '@ably-auth/validation/error-codes';
import type { HeaderReader } from '../principal.js';

/** A request, from a `Request` or Node's own. */
export type Incoming = {
  readonly method: string;
  /** Path, as it stands in the URL, and the query behind `?`. */
  readonly path: string;
  readonly headers: HeaderReader;
  /** Reads the body. @throws {AblyAuthError} 40001 if it is over so many bytes, or too slow */
  body(maxBytes: number): Promise<Uint8Array>;
  /** Where it comes from, for the rate limit and the log. */
  readonly address?: string | undefined;
  /** Whether it came over TLS. */
  readonly isSecure?: boolean | undefined;
};

/** An answer, for a `Response` or Node's own. */
export type Outgoing = {
  readonly status: number;
  /** A list stands for as many headers of one name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
  /** Whom it was answered, for the log. */
  readonly clientId?: string | undefined;
};

/** Takes each header of an answer for itself. */
export function eachHeader(headers: Outgoing['headers'], take: (name: string, value: string) => void): void {
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') take(name, value);
    else for (const each of value) take(name, each);
  }
}

/** The two forms of a body that Ably's REST API speaks. */
export type MediaType = 'application/json' | 'application/x-msgpack';

/** The media type that the client likes better; JSON where it has no preference (RFC 9110 §12.5.1). */
export function negotiate(accept: string | null): MediaType {
  const ranges = accept?.toLowerCase() ?? '';
  if (!ranges.includes('msgpack')) return 'application/json';
  let [json, msgpack] = [-1, -1];
  for (const [order, range] of ranges.split(',').entries()) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const q = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1);
    // Of two that are liked equally the first counts.
    const weight = q > 0 ? q * 1000 - order : -1;
    if (type === 'application/x-msgpack') msgpack = weight;
    if (type === 'application/json' || (type === '*/*' && json < 0)) json = weight;
  }
  return msgpack > json ? 'application/x-msgpack' : 'application/json';
}

/** For pages of any origin, as Ably's own service answers: credentials come in a header, never in a cookie. */
export const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'X-Ably-Errorcode,X-Ably-Errormessage,Link,Retry-After,X-Request-Id',
} as const;

// Tokens are for one reader, once.
const COMMON = { 'cache-control': 'no-store', ...CROSS_ORIGIN } as const;
const JSON_HEADERS = { 'content-type': 'application/json', ...COMMON } as const;

/** An answer in the media type that the client prefers. */
export function answer(status: number, value: unknown, request: HeaderReader, headers?: Outgoing['headers']): Outgoing {
  const type = negotiate(request.get('accept'));
  if (type !== 'application/json') {
    const body = encode(value, { ignoreUndefined: true });
    return { status, headers: { 'content-type': type, ...COMMON, ...headers }, body };
  }
  return {
    status,
    headers: headers === undefined ? JSON_HEADERS : { ...JSON_HEADERS, ...headers },
    body: JSON.stringify(value),
  };
}

/** An error as Ably's service answers it: an ErrorInfo in the body, its code and message in the headers. */
export function answerError(
  error: AblyAuthError,
  request: HeaderReader,
  headers: Readonly<Record<string, string>> = {},
): Outgoing {
  const { code, statusCode, message, href, remediation } = error;
  return answer(statusCode, { error: { code, statusCode, message, href, remediation } }, request, {
    'x-ably-errorcode': String(code),
    'x-ably-errormessage': message.replaceAll(/[^ -~]/g, '?').slice(0, 512),
    ...(statusCode === 401 ? { 'www-authenticate': 'Basic realm="ably", Bearer' } : {}),
    ...headers,
  });
}

/** The error to answer for anything that was thrown. What is not an AblyAuthError is an error of the service itself. */
export function toAblyAuthError(thrown: unknown): AblyAuthError {
  // A directory or store of the caller may throw an error whose status is not one of HTTP.
  return thrown instanceof AblyAuthError && thrown.statusCode >= 400 && thrown.statusCode <= 599
    ? thrown
    : new AblyAuthError(INTERNAL_ERROR, 'service: internal error; see the server log', { cause: thrown });
}

/** An unknown route: the code of an unknown key, with the status of HTTP. */
export function unknownRoute(): AblyAuthError {
  return new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, 'path: no such route', {
    remediation: 'Ask for one of the paths that the README of the service lists, such as /keys/{keyName}/requestToken.',
  });
}

/** What a route is given beside the request. */
export type RouteParams = {
  /** The parts of the path that the route leaves open, by name, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
};

/** One method on one path. */
export type Route = {
  /** What the log and the metrics call it. */
  readonly name: string;
  readonly method: string;
  /** Such as `/keys/:keyName/requestToken`. */
  readonly path: string;
  /** A probe of an operator's machinery, which no rate limit may refuse. */
  readonly isProbe?: boolean;
  handle(incoming: Incoming, route: RouteParams): Outgoing | Promise<Outgoing>;
};

/** A route that a request meets. */
export type Match = RouteParams & { readonly route: Route };

/** Finds the route of a request. @throws {AblyAuthError} 40400 with status 404, or 40500 for another method */
export type Router = (incoming: Incoming) => Match;

export function createRouter(routes: readonly Route[]): Router {
  const table = routes.map((route) => ({ route, pattern: route.path.split('/') }));
  return ({ method: asked, path }) => {
    const method = asked === 'HEAD' ? 'GET' : asked; // RFC 9110 §9.3.2
    const end = path.indexOf('?');
    const segments = (end < 0 ? path : path.slice(0, end)).split('/');
    const allow: string[] = [];
    for (const { route, pattern } of table) {
      if (!fits(pattern, segments)) continue;
      if (route.method !== method) {
        allow.push(route.method);
        continue;
      }
      return {
        route,
        params: read(pattern, segments),
        get query() {
          return new URLSearchParams(end < 0 ? '' : path.slice(end));
        },
      };
    }
    throw allow.length === 0 ? unknownRoute() : new MethodNotAllowed(allow);
  };
}

/** Another method than those of the route. */
export class MethodNotAllowed extends AblyAuthError {
  readonly allow: readonly string[];

  constructor(allow: readonly string[]) {
    super(METHOD_NOT_ALLOWED, `method: this path takes ${allow.join(', ')}`);
    this.allow = allow;
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, i) => part[0] === ':' || part === segments[i]);
}

function read(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let i = 0; i < pattern.length; i++) {
    const part = pattern[i] as string;
    if (part[0] !== ':') continue;
    try {
      params[part.slice(1)] = decodeURIComponent(segments[i] as string);
    } catch {
      throw unknownRoute();
    }
  }
  return params;
}
