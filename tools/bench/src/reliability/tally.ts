import type { TokenRequest } from '@ably-auth/validation';
import { NONCE_REPLAYED, SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { inParallel, sendTokenRequest, type Reply } from './client.js';

/** Keeps account of what became of every request, however often it was sent. */
export class Tally {
  readonly #granted = new Map<TokenRequest, string[]>();
  readonly #counts = { granted: 0, replayed: 0, unavailable: 0, unanswered: 0, other: 0 };
  #slowestMs = 0;

  #add(request: TokenRequest, reply: Reply): void {
    this.#counts[kindOf(reply)]++;
    this.#slowestMs = Math.max(this.#slowestMs, reply.ms);
    if (reply.token !== undefined) this.#granted.set(request, [...(this.#granted.get(request) ?? []), reply.token]);
  }

  /** Sends a request to the service at this URL, and counts what became of it. */
  async send(url: string, request: TokenRequest): Promise<Reply> {
    const reply = await sendTokenRequest(url, request);
    this.#add(request, reply);
    return reply;
  }

  get counts(): Readonly<Record<ReturnType<typeof kindOf>, number>> {
    return this.#counts;
  }

  /** The longest time that an answer took, in ms. */
  get slowestMs(): number {
    return this.#slowestMs;
  }

  get granted(): readonly TokenRequest[] {
    return [...this.#granted.keys()];
  }

  get tokens(): readonly string[] {
    return [...this.#granted.values()].flat();
  }

  /** Requests whose nonces were taken more than once. */
  get takenTwice(): readonly TokenRequest[] {
    return [...this.#granted].filter(([, tokens]) => tokens.length > 1).map(([request]) => request);
  }

  /** Sends everything that was granted once more, to each of these services. @returns how many were not refused as replays */
  async replay(urls: readonly string[]): Promise<number> {
    let wrong = 0;
    await inParallel(this.granted, 32, async (request) => {
      for (const url of urls) {
        const reply = await sendTokenRequest(url, request);
        if (reply.code !== NONCE_REPLAYED.code) wrong++;
        if (reply.token !== undefined) this.#add(request, reply);
      }
    });
    return wrong;
  }
}

function kindOf({ status, code }: Reply) {
  if (status === 'no answer') return 'unanswered';
  if (status === 201) return 'granted';
  if (code === NONCE_REPLAYED.code) return 'replayed';
  return code === SERVICE_UNAVAILABLE.code ? 'unavailable' : 'other';
}
