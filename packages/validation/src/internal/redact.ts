import { percentEncoded } from './length.js';

// One redactor, for everything that prints: texts of others may hold a secret that we were given, or one that somebody
// typed in the wrong place.

/** Shorter secrets than this occur in ordinary text by chance. */
const MIN_LENGTH = 6;

/** A word, or words that are joined, as our own messages have them: `secret`, `keyCapability`, `used-nonce`. */
const WORD = /^[A-Za-z][a-z]*(?:[A-Z][a-z]{2,}|[-._][a-z]+)*$/;

/** Whether a secret can be told from ordinary text: to hide a word would garble our messages, and so reveal it. */
export function canHide(secret: string): boolean {
  return secret.length >= MIN_LENGTH && !WORD.test(secret);
}

/** Whether a text holds the secret: plain, in JSON or in a URL. */
export function holds(text: string, secret: string): boolean {
  return canHide(secret) && formsOf(secret).some((form) => text.includes(form));
}

/** Replaces known secrets in a text, each place once: somebody may have sent them in a request. */
export function redact(text: string, secrets: Iterable<string>): string {
  const forms = [...new Set([...secrets].filter(canHide).flatMap(formsOf))];
  if (forms.length === 0) return text;
  // The longest first: a key holds its secret.
  const patterns = forms.sort((a, b) => b.length - a.length).map(escapeRegExp);
  return text.replace(new RegExp(patterns.join('|'), 'g'), '[secret]');
}

/** Replaces the secret of everything that looks like an API key, and the credentials of everything like a URL. */
export function redactKeys(text: string): string {
  return text
    .replace(/\/\/\S*@/g, '//[secret]@')
    .replace(NAME_AND_REST, (whole, name: string, rest: string) =>
      isAddress(name, rest) ? whole : `${name}:[secret]`,
    );
}

/** A name with dots, and what follows its colon, except for the punctuation of the sentence. */
const NAME_AND_REST = /(?<![\w.-])([\w.-]*\.[\w-]+):(\S+?)(?=["':;,.)]*(?:\s|$))/g;

/** A port, which no secret is as short as. The name of a key has one dot: with more it is a host, which a path follows. */
function isAddress(name: string, rest: string): boolean {
  return /^\d{1,5}$/.test(rest) || (/\w\.[\w-]+\.\w/.test(name) && /^\d{1,5}\//.test(rest));
}

function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), percentEncoded(secret)];
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
