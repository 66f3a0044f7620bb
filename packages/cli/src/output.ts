import picocolors from 'picocolors';
import { redact, redactKeys, redactMember } from './redact.js';
import type { Sink, Surroundings } from './surroundings.js';

/** Longer lines than this are hard to read, however wide the terminal is. */
const WIDEST = 100;
const USUAL_WIDTH = 80;

type Paint = ReturnType<typeof picocolors.createColors>;

/** What a command prints: answers on stdout, the rest on stderr, and the secret of a key nowhere. */
export class Output {
  /** Colours of stdout; they do nothing where there is no terminal, or NO_COLOR asks for none. */
  readonly paint: Paint;
  /** Colours of stderr. */
  readonly errorPaint: Paint;
  /** Columns to write in. */
  readonly width: number;
  readonly #surroundings: Surroundings;
  readonly #secrets = new Set<string>();

  constructor(surroundings: Surroundings) {
    const { stdout, stderr, environment } = surroundings;
    this.#surroundings = surroundings;
    this.paint = picocolors.createColors(hasColour(stdout, environment));
    this.errorPaint = picocolors.createColors(hasColour(stderr, environment));
    this.width = Math.min(stdout.columns ?? USUAL_WIDTH, WIDEST);
  }

  /** Whatever is printed from now on does not hold this secret. */
  hide(secret: string): void {
    this.#secrets.add(secret);
  }

  /** An answer for people, or text that is the answer. */
  lines(lines: readonly string[]): void {
    this.#surroundings.stdout.write(`${this.#safe(lines.join('\n'))}\n`);
  }

  /** An answer for programs. */
  json(value: unknown): void {
    // Its texts are made safe before they are written: our own member names and punctuation stay.
    const text = JSON.stringify(value, (_, member: unknown) => redactMember(member, this.#secrets), 2);
    this.#surroundings.stdout.write(`${text}\n`);
  }

  /** What people must know besides the answer. */
  warn(text: string): void {
    this.problem(`${this.errorPaint.yellow('warning:')} ${text}\n`);
  }

  /** Text on stderr, as it is. */
  problem(text: string): void {
    this.#surroundings.stderr.write(redactKeys(this.#safe(text)));
  }

  #safe(text: string): string {
    return redact(text, this.#secrets);
  }
}

// https://no-color.org: set and not empty.
function hasColour(sink: Sink, environment: Surroundings['environment']): boolean {
  return sink.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';
}
