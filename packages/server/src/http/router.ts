import { AblyAuthError } from '@ably-auth/validation';
import { METHOD_NOT_ALLOWED } from '@ably-auth/validation/error-codes';
import { unknownRoute } from './answer.js';
import type { Incoming, Outgoing } from './exchange.js';

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
    const onPath = table.filter(({ pattern }) => fits(pattern, segments));
    const match = onPath.find(({ route }) => route.method === method);
    if (match === undefined) throw onPath.length === 0 ? unknownRoute() : new MethodNotAllowed(onPath.map(methodOf));
    const query = new URLSearchParams(end < 0 ? '' : path.slice(end));
    return { route: match.route, params: read(match.pattern, segments), query };
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

function methodOf({ route }: { readonly route: Route }): string {
  return route.method;
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, i) => part[0] === ':' || part === segments[i]);
}

function read(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    if (part[0] !== ':') continue;
    try {
      params[part.slice(1)] = decodeURIComponent(segments[i] as string);
    } catch {
      throw unknownRoute();
    }
  }
  return params;
}
