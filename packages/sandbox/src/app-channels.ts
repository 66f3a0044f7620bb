import { Channel } from './channel.js';
import type { SandboxLimits } from './limits.js';
import { full, type MemoryBudget } from './memory-budget.js';
import { Stats } from './stats.js';

/** What a channel costs beside its messages and its name, in bytes. */
const CHANNEL_OVERHEAD = 1024;

/** The channels of one app, and its statistics; nobody else sees them. */
export class AppChannels {
  readonly stats: Stats;
  readonly #channels = new Map<string, Channel>();
  readonly #limits: SandboxLimits;
  readonly #budget: MemoryBudget;

  constructor(limits: SandboxLimits, budget: MemoryBudget) {
    this.#limits = limits;
    this.#budget = budget;
    this.stats = new Stats(budget);
  }

  /** A channel that holds something; undefined where nobody published. */
  find(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  /** A channel to publish to. @throws {AblyAuthError} 50003 if the app has too many */
  open(name: string): Channel {
    const found = this.#channels.get(name);
    if (found !== undefined) return found;
    if (this.#channels.size >= this.#limits.channelsPerApp) throw full('another channel of this app');
    this.#budget.take(costOf(name));
    const channel = new Channel(this.#limits.messagesPerChannel, this.#budget);
    this.#channels.set(name, channel);
    return channel;
  }

  /** Forgets everything. */
  clear(): void {
    for (const [name, channel] of this.#channels) {
      channel.clear();
      this.#budget.give(costOf(name));
    }
    this.#channels.clear();
    this.stats.clear();
  }
}

function costOf(name: string): number {
  return CHANNEL_OVERHEAD + 2 * name.length;
}
