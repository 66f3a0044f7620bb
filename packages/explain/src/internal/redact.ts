/** Shorter secrets than this occur in ordinary text by chance, and are none. */
const MIN_LENGTH = 6;

/** A word, or words that are joined, as our own messages have them: to replace it would garble them, and so tell it. */
const WORD = /^[A-Za-z][a-z]*(?:[A-Z][a-z]{2,}|[-._][a-z]+)*$/;

/** Replaces the secret, plain or URL-encoded, wherever it stands in a text: somebody may have sent or signed it. */
export function redactor(secret: string): (text: string) => string {
  if (secret.length < MIN_LENGTH || WORD.test(secret)) return (text) => text;
  const forms = new Set([
    secret,
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd')),
    JSON.stringify(secret).slice(1, -1),
  ]);
  return (text) => [...forms].reduce((safe, form) => safe.replaceAll(form, '[secret]'), text);
}
