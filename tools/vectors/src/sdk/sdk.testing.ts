import { decodeJwt } from '../decode-jwt.testing.js';
import { Refusal } from './capabilities.testing.js';
import { Embedded } from './embedded.testing.js';
import type { Members } from './requests.testing.js';

type AuthUrl = {
  authUrl: string;
  authMethod?: string;
  authParams?: Record<string, string>;
  authHeaders?: Record<string, string>;
  tokenParams?: Members;
};

type Revocation = { key: string; targets: { type: string; value: string }[]; options?: Members };

/** A whole implementation: what a client and an auth server exchange, and every operation by its name. */
export class Sdk extends Embedded {
  forward(text: string): Members {
    return this.parseJson(text) as Members;
  }

  mediaType(contentType: string): string {
    return contentType.replace(/;.*/, '').trim().toLowerCase();
  }

  kindOf(object: Members): string {
    if (Object.hasOwn(object, 'token')) return 'token-details';
    if (Object.hasOwn(object, 'keyName') && Object.hasOwn(object, 'mac')) return 'token-request';
    throw new Refusal();
  }

  responseKind(contentType: string, text: string): string {
    if (Buffer.byteLength(text) > this.maxBytes) throw new Refusal();
    const type = this.mediaType(contentType);
    if (type === 'application/json') {
      const value = this.parseJson(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal();
      return this.kindOf(value as Members);
    }
    if ((type !== 'text/plain' && type !== 'application/jwt') || text === '') throw new Refusal();
    return 'token';
  }

  query(params: Members): Record<string, string> {
    const values = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'object' ? this.canonicalize(value) : this.written(value),
    ]);
    return Object.fromEntries(values) as Record<string, string>;
  }

  encode(pairs: readonly (readonly [string, string])[]): string {
    return new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  }

  merge(authParams: Record<string, string>, tokenParams: Record<string, string>): Record<string, string> {
    return { ...authParams, ...tokenParams };
  }

  /** The pairs of the URL's own query that stay. */
  keptQuery(query: string, params: Record<string, string>): [string, string][] {
    return [...new URLSearchParams(query)].filter(([name]) => !Object.hasOwn(params, name));
  }

  authUrlRequest({
    authUrl,
    authMethod = 'GET',
    authParams = {},
    authHeaders = {},
    tokenParams = {},
  }: AuthUrl): Members {
    const params = this.merge(authParams, this.query(tokenParams));
    const headers = Object.fromEntries(Object.entries(authHeaders).map(([name, value]) => [name.toLowerCase(), value]));
    if (authMethod === 'POST') {
      const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
      return { method: 'POST', url: authUrl, headers: form, body: this.encode(Object.entries(params)) };
    }
    const at = authUrl.indexOf('?');
    const [base, own] = at < 0 ? [authUrl, ''] : [authUrl.slice(0, at), authUrl.slice(at + 1)];
    const pairs = this.encode([...this.keptQuery(own, params), ...Object.entries(params)]);
    return { method: 'GET', url: pairs === '' ? base : `${base}?${pairs}`, headers, body: null };
  }

  target({ type, value }: { type: string; value: string }): string {
    if (type === '' || value === '' || type.includes(':')) throw new Refusal();
    return `${type}:${value}`;
  }

  revocationOptions(options: Members): Members {
    this.judgeTimestamp(options['issuedBefore']);
    return options;
  }

  revocationRequest({ key, targets, options = {} }: Revocation): Members {
    const { name } = this.splitKey(key);
    if (targets.length < 1 || targets.length > 100) throw new Refusal();
    return {
      path: `/keys/${name}/revokeTokens`,
      body: { targets: targets.map((target) => this.target(target)), ...this.revocationOptions(options) },
    };
  }

  pick(object: unknown, names: readonly string[]): Members {
    if (typeof object !== 'object' || object === null) throw new Refusal();
    this.judgeUnknown(Object.keys(object).filter((name) => !names.includes(name)));
    return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
  }

  revocationResult(text: string): Members {
    const { results, ...counts } = this.pick(this.parseJson(text), ['successCount', 'failureCount', 'results']);
    if (!Array.isArray(results)) throw new Refusal();
    for (const name of ['successCount', 'failureCount']) if (!Number.isSafeInteger(counts[name])) throw new Refusal();
    return { ...counts, results: results.map((result: unknown) => this.readResult(result)) };
  }

  readResult(result: unknown): Members {
    const members = this.pick(result, ['target', 'appliesAt', 'issuedBefore', 'error']);
    if (typeof members['target'] !== 'string') throw new Refusal();
    const { error } = members;
    return error === undefined
      ? members
      : { ...members, error: this.pick(error, ['code', 'statusCode', 'message', 'href']) };
  }

  /** Answers a test. */
  run(operation: string, input: never): Members {
    const answer = OPERATIONS[operation];
    if (answer === undefined) throw new Error(`no operation ${operation}`);
    return answer(this, input);
  }
}

const OPERATIONS: Readonly<Record<string, (sdk: Sdk, input: never) => Members>> = {
  'canonicalize-capability': (sdk, input: Members) => ({
    text: sdk.canonicalize(input['text'] ?? input['capability']),
  }),
  'parse-capability': (sdk, { text }: { text: string }) => ({
    capability: Object.fromEntries(sdk.readCapability(text)),
  }),
  permits: (sdk, input: { capability: unknown; resource: string; operation: string }) => ({
    permits: sdk.permits(input.capability, input.resource, input.operation),
  }),
  covers: (sdk, { outer, inner }: Members) => ({ covers: sdk.covers(outer, inner) }),
  intersect: (sdk, { a, b }: Members) => ({ text: sdk.intersect(a, b) }),
  'sign-text': (sdk, { request }: { request: Members }) => ({ text: sdk.signText(request) }),
  mac: (sdk, { text, secret }: { text: string; secret: string }) => ({ mac: sdk.mac(text, secret) }),
  'create-token-request': (sdk, input) => sdk.create(input),
  'read-token-request': (sdk, { text }: { text: string }) => ({ request: sdk.readRequest(text) }),
  'read-token-details': (sdk, { text }: { text: string }) => ({ details: sdk.readDetails(text) }),
  'verify-token-request': (sdk, input) => ({ request: sdk.verify(input) }),
  'forward-token-request': (sdk, { text }: { text: string }) => ({ body: sdk.forward(text) }),
  'auth-response-kind': (sdk, input: { contentType: string; text: string }) => ({
    kind: sdk.responseKind(input.contentType, input.text),
  }),
  'auth-url-request': (sdk, input) => sdk.authUrlRequest(input),
  'token-params-query': (sdk, { params }: { params: Members }) => ({ query: sdk.query(params) }),
  'parse-api-key': (sdk, { key }: { key: string }) => sdk.splitKey(key),
  'revocation-request': (sdk, input) => sdk.revocationRequest(input),
  'revocation-result': (sdk, { text }: { text: string }) => ({ result: sdk.revocationResult(text) }),
  // Whoever signs with anything but the secret has made nothing.
  'create-jwt': (sdk, input: Parameters<Sdk['createJwt']>[0]) =>
    decodeJwt(sdk.createJwt(input), input.key.slice(input.key.indexOf(':') + 1)),
  'verify-jwt': (sdk, input) => ({ verified: sdk.verifyJwt(input) }),
  'embed-token': (sdk, input: Parameters<Sdk['embedToken']>[0]) => decodeJwt(sdk.embedToken(input), input.secret),
  'extract-embedded-token': (sdk, { jwt }: { jwt: string }) => ({ embedded: sdk.extractToken(jwt) }),
};
