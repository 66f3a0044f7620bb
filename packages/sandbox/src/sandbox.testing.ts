import { createTokenRequest } from '@ably-auth/core/sync';
import { Realtime, Rest, type ClientOptions, type TokenDetails } from 'ably';
import type { ServiceEvent } from '@ably-auth/server';
import { listen, type ListeningService } from '@ably-auth/server/node';
import type { TokenParams } from '@ably-auth/validation';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { createSandbox, type ProvisionedApp, type SandboxOptions } from './index.js';

/** What `POST /apps` answers to a client that says where it asked. */
export type TestApp = Required<ProvisionedApp>;

/** One of the keys of an app, whole. */
export function keyOf(app: TestApp, index = 0): string {
  return app.keys.at(index)?.keyStr ?? '';
}

/** The shape of Ably's public test-app setup, with keys of our own. */
export const SETUP = {
  keys: [
    {},
    { capability: '{ "chat:*": ["subscribe", "publish", "history"], "log": ["history"] }' },
    { capability: '{ "log": ["publish"] }' },
    { revocableTokens: true },
    { capability: '{ "[*]*": ["*"] }' },
  ],
  namespaces: [
    { id: 'persisted', persisted: true },
    { id: 'pushed', pushEnabled: true, label: 'left out' },
  ],
  channels: [{ name: 'persisted:fixtures', presence: [{ clientId: 'someone', data: 'here' }] }],
  limits: { presence: { maxMembers: 250 } },
};

/** A sandbox that listens on loopback with an app, with a clock that the test moves, and what its log would say. */
class TestSandbox {
  /** How far its clock is ahead, in ms. */
  ahead = 0;
  readonly events: ServiceEvent[] = [];
  /** The app of the test, with the keys of `SETUP`. */
  app!: TestApp;
  readonly #options: SandboxOptions;
  #listening!: ListeningService;

  constructor(options: SandboxOptions = {}) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.ahead = 0;
    const now = () => Date.now() + this.ahead;
    const onEvent = (event: ServiceEvent) => void this.events.push(event);
    this.#listening = await listen(createSandbox({ now, onEvent, ...this.#options }), { port: 0 });
    this.app = await this.provision();
    this.events.length = 0;
  }

  readonly key = (index = 0): string => keyOf(this.app, index);

  /** Moves the clock, and has the sandbox look at it, as each request does. */
  async advance(ms: number): Promise<void> {
    this.ahead += ms;
    await this.ask('/time');
  }

  get url(): string {
    return this.#listening.url;
  }

  stop(): Promise<void> {
    return this.#listening.close({ graceMs: 0 });
  }

  /** Asks without an SDK. */
  async ask(path: string, credentials?: string, init: Init = {}): Promise<Answer> {
    const authorization = credentials?.includes(':') ? `Basic ${btoa(credentials)}` : `Bearer ${credentials}`;
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      headers: { ...(credentials === undefined ? {} : { authorization }), ...init.headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  post(path: string, credentials: string | undefined, body: unknown, headers: Init['headers'] = {}): Promise<Answer> {
    return this.ask(path, credentials, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** A token of the app, by the clock of the sandbox. */
  async requestToken(params: TokenParams = {}, index = 0): Promise<TokenDetails> {
    const request = createTokenRequest({ timestamp: Date.now() + this.ahead, ...params }, { key: this.key(index) });
    return (await this.post(`/keys/${request.keyName}/requestToken`, undefined, request)).body as TokenDetails;
  }

  readonly tokenFor = async (params?: TokenParams): Promise<string> => (await this.requestToken(params)).token;

  async provision(setup: object = SETUP): Promise<TestApp> {
    const { status, body } = await this.post('/apps', undefined, setup);
    if (status !== 201) throw new Error(`no app: ${JSON.stringify(body)}`);
    return body as TestApp;
  }
}

/** A sandbox with these options, until the test ends. */
export async function startSandbox(options?: SandboxOptions): Promise<TestSandbox> {
  const sandbox = new TestSandbox(options);
  onTestFinished(() => sandbox.stop());
  await sandbox.start();
  return sandbox;
}

/** The sandbox of a file, started again for each test. */
export function useSandbox(): TestSandbox {
  const sandbox = new TestSandbox();
  beforeEach(() => sandbox.start());
  afterEach(() => sandbox.stop());
  return sandbox;
}

type Init = { method?: string; body?: string; headers?: Readonly<Record<string, string>> };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of any shape that the test expects
  readonly body: any;
};

/** Status and code of an answer that refuses. */
export function refusal({ status, body }: Answer): [number, number] {
  return [status, body?.error?.code];
}

/** The real SDK, pointed to where the app says that it is reached. */
export function sdk({ endpoint, port, tls }: TestApp, options: ClientOptions): Rest {
  return new Rest({ endpoint, port, tls, logLevel: 0, ...options });
}

/** The real SDK with a connection; the caller closes it. */
export function realtime({ endpoint, port, tls }: TestApp, options: ClientOptions): Realtime {
  return new Realtime({ endpoint, port, tls, logLevel: 0, transports: ['web_socket'], ...options });
}
