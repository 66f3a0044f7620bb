import { createTokenRequest } from '@ably-auth/core/sync';
import type { TokenParams } from '@ably-auth/validation';
import {
  createMemoryStore,
  createTokenService,
  type MemoryStoreOptions,
  type Principal,
  type Store,
  type TokenService,
  type TokenServiceOptions,
} from './index.js';

export const KEY = 'appId.keyId:keySecret';
export const KEY_NAME = 'appId.keyId';
export const REVOCABLE = 'appId.revocable:its-secret';
export const NARROW_SECRET = 'another-secret';
export const NARROW = `appId.narrow:${NARROW_SECRET}`;
export const NOW = 1_750_000_000_000;

/** A service with three keys and a clock that the test sets, asked without a network. */
export class TestService {
  time = NOW;
  readonly service: TokenService;
  readonly #now: () => number;

  constructor(options: Partial<TokenServiceOptions> = {}) {
    const { store } = options;
    this.#now = () => store?.now() ?? this.time;
    this.service = createTokenService({
      keys: [
        { key: KEY },
        { key: REVOCABLE, revocableTokens: true },
        { key: NARROW, capability: { 'chat:*': ['subscribe', 'publish'] } },
      ],
      ...(store === undefined && { now: () => this.time }),
      ...options,
    });
  }

  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.service.fetch(new Request(`http://service.test${path}`, init));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Posts a value as JSON, or a text as it is. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text });
  }

  /** A TokenRequest signed now. */
  sign(params: TokenParams = {}, key = KEY) {
    return createTokenRequest(params, { key, now: this.#now });
  }

  /** A TokenRequest without a MAC, made now. */
  unsigned(params: object = {}, keyName = KEY_NAME): object {
    return { keyName, timestamp: this.#now(), ...params };
  }

  requestToken(request: object, headers?: Record<string, string>): Promise<Answer> {
    const { keyName = KEY_NAME } = request as { keyName?: string };
    return this.post(`/keys/${keyName}/requestToken`, request, headers);
  }

  /** A token for these params. */
  async token(params: TokenParams = {}, key = KEY): Promise<string> {
    const { status, body } = await this.requestToken(this.sign(params, key));
    if (status !== 201) throw new Error(`no token: ${JSON.stringify(body)}`);
    return body.token as string;
  }

  authenticate(authorization: string, headers: Record<string, string> = {}): Promise<Principal> {
    return this.service.authenticate({ headers: new Headers({ authorization, ...headers }) });
  }
}

/** A store whose methods were replaced, those of memory for the rest. */
export function storeWith(methods: Partial<Store>, options: MemoryStoreOptions = { now: () => NOW }): Store {
  return { ...createMemoryStore(options), ...methods };
}

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of any shape that the test expects
  readonly body: any;
};

/** Status and code of an answer that refuses. */
export function refusal({ status, body }: Answer): [number, number] {
  return [status, body.error?.code];
}

export function basic(key = KEY): string {
  return `Basic ${btoa(key)}`;
}
