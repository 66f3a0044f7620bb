/** Shorter secrets than this occur in ordinary text by chance, and are none. */
const MIN_LENGTH = 4;

/** An API key that somebody typed in a wrong place; its name may be shown. */
const KEY_SHAPED = /([\w-]+\.[\w-]+):[!-~]+/g;

/** Whether a text holds the secret: plain, in JSON or in a URL. */
export function holds(text: string, secret: string): boolean {
  return secret.length >= MIN_LENGTH && formsOf(secret).some((form) => text.includes(form));
}

/** Replaces the secret wherever it stands in a text: somebody may have sent it in a request. */
export function redact(text: string, secret: string): string {
  if (secret.length < MIN_LENGTH) return text;
  return formsOf(secret).reduce((safe, form) => safe.replaceAll(form, '[secret]'), text);
}

/** Replaces the secret of whatever looks like an API key. */
export function redactKeys(text: string): string {
  return text.replace(KEY_SHAPED, '$1:[secret]');
}

function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
