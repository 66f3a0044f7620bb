/** Shorter secrets than this occur in ordinary text by chance, and are none. */
const MIN_LENGTH = 6;

/** A word, or words that are joined, as our own messages have them: `secret`, `keyCapability`, `used-nonce`. */
const WORD = /^[A-Za-z][a-z]*(?:[A-Z][a-z]{2,}|[-._][a-z]+)*$/;

/** An API key that somebody typed in a wrong place, whose name may be shown; no IPv4 address or host with its port. */
const KEY_SHAPED = /(?<![\w-])(?!(?<=\d\.)\d+\.\d+:)([\w-]+\.[\w-]+):(?!\d{1,5}[^\w\s]{0,2}(?:\s|$))[!-~]+/g;

/** Whether a secret can be told from ordinary text: to hide a word would garble our messages, and so tell it. */
export function canHide(secret: string): boolean {
  return secret.length >= MIN_LENGTH && !WORD.test(secret);
}

/** Whether a text holds the secret: plain, in JSON or in a URL. */
export function holds(text: string, secret: string): boolean {
  return canHide(secret) && formsOf(secret).some((form) => text.includes(form));
}

/** Replaces the secrets wherever they stand in a text, once: somebody may have sent them in a request. */
export function redact(text: string, secrets: Iterable<string>): string {
  const forms = [...new Set([...secrets].filter(canHide).flatMap(formsOf))];
  if (forms.length === 0) return text;
  // The longest first: a key holds its secret.
  const patterns = forms.sort((a, b) => b.length - a.length).map(escapeRegExp);
  return text.replace(new RegExp(patterns.join('|'), 'g'), '[secret]');
}

/** Replaces the secret of whatever looks like an API key. */
export function redactKeys(text: string): string {
  return text.replace(KEY_SHAPED, '$1:[secret]');
}

/** The same value with no secret in its texts, as JSON.stringify wants it of a replacer. */
export function redactMember(value: unknown, secrets: Iterable<string>): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [nameOf(name, secrets), member]));
}

/** A name in one word is ours; a longer one may go on with what somebody wrote: `user claim for chat`. */
function nameOf(name: string, secrets: Iterable<string>): string {
  return name.includes(' ') ? redact(name, secrets) : name;
}

function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
