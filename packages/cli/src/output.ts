import { redact, redactKeys } from '@ably-auth/validation/internal';
import picocolors from 'picocolors';
import type { Sink, Io } from './io.js';

/** Longer lines than this are hard to read, however wide the terminal is. */
const WIDEST = 100;
const USUAL_WIDTH = 80;

type Paint = ReturnType<typeof picocolors.createColors>;

/** What a command prints: answers on stdout, the rest on stderr, and the secret of a key nowhere. */
export class Output {
  /** Colours of stdout; they do nothing without a terminal, or with NO_COLOR. */
  readonly paint: Paint;
  /** Colours of stderr. */
  readonly errorPaint: Paint;
  /** Columns to write in. */
  readonly width: number;
  readonly #io: Io;
  readonly #secrets = new Set<string>();

  constructor(io: Io) {
    const { stdout, stderr, environment } = io;
    this.#io = io;
    this.paint = picocolors.createColors(hasColour(stdout, environment));
    this.errorPaint = picocolors.createColors(hasColour(stderr, environment));
    this.width = Math.min(stdout.columns ?? USUAL_WIDTH, WIDEST);
  }

  /** Nothing that is printed from now on holds this secret. */
  hide(secret: string): void {
    this.#secrets.add(secret);
  }

  /** An answer for people, or text that is the answer. */
  lines(lines: readonly string[]): void {
    this.#io.stdout.write(`${this.#safe(lines.join('\n'))}\n`);
  }

  /** An answer for programs. */
  json(value: unknown): void {
    // Its texts are made safe before they are written: our own member names and punctuation stay.
    const text = JSON.stringify(value, (_, member: unknown) => redactMember(member, this.#secrets), 2);
    this.#io.stdout.write(`${text}\n`);
  }

  /** What people must know besides the answer. */
  warn(text: string): void {
    this.problem(`${this.errorPaint.yellow('warning:')} ${text}\n`);
  }

  /** Text on stderr, as it is. */
  problem(text: string): void {
    this.#io.stderr.write(redactKeys(this.#safe(text)));
  }

  #safe(text: string): string {
    return redact(text, this.#secrets);
  }
}

// https://no-color.org: set and not empty.
function hasColour(sink: Sink, environment: Io['environment']): boolean {
  return sink.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
}

/** The same value with no secret in its texts, as JSON.stringify wants it of a replacer. */
function redactMember(value: unknown, secrets: Iterable<string>): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [nameOf(name, secrets), member]));
}

/** A name in one word is ours; a longer one may go on with the text of others: `user claim for chat`. */
function nameOf(name: string, secrets: Iterable<string>): string {
  return name.includes(' ') ? redact(name, secrets) : name;
}
