/** Shorter secrets than this occur in ordinary text by chance, and are none. */
const MIN_LENGTH = 4;

/** Replaces the secret, plain or URL-encoded, wherever it stands in a text: somebody may have sent or signed it. */
export function redactor(secret: string): (text: string) => string {
  if (secret.length < MIN_LENGTH) return (text) => text;
  const forms = [
    secret,
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd')),
    JSON.stringify(secret).slice(1, -1),
  ];
  return (text) => forms.reduce((safe, form) => safe.replaceAll(form, '[secret]'), text);
}
