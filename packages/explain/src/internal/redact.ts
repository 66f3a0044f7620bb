import { canHide, percentEncoded, redact } from '@ably-auth/validation/internal';
import { fromBase64, fromHex } from './base64.js';

/** How a secret may stand in a request. */
export type SecretForm = {
  readonly text: string;
  readonly encoding: 'plain' | 'URL-encoded' | 'Base64' | 'hexadecimal';
};

/** The forms in which a text holds the secret, each as it stands there: plain, in a URL, in Base64 or hexadecimal. */
export function secretFormsIn(text: string, secret: string): SecretForm[] {
  if (!canHide(secret)) return [];
  const escaped = JSON.stringify(secret).slice(1, -1);
  const percent = percentEncoded(secret);
  const forms: SecretForm[] = [];
  for (const plain of new Set([secret, escaped]))
    if (text.includes(plain)) forms.push({ text: plain, encoding: 'plain' });
  if (percent !== secret && text.includes(percent)) forms.push({ text: percent, encoding: 'URL-encoded' });
  const decoded = (runs: RegExp, decode: (run: string) => Uint8Array | undefined, encoding: SecretForm['encoding']) => {
    for (const [run] of text.matchAll(runs)) {
      const octets = decode(run);
      // An encoded secret may stand in a longer text: `name:secret` in a Basic header, or the same in JSON.
      if (octets !== undefined && new TextDecoder().decode(octets).includes(secret))
        forms.push({ text: run, encoding });
    }
  };
  decoded(/[\w+/-]{8,}={0,2}/g, (run) => fromBase64(run) ?? fromBase64(run.slice(0, -1)), 'Base64');
  decoded(/(?:[\da-f]{2}[ :-]?){6,}/gi, (run) => fromHex(run.replace(/[ :-]/g, '')), 'hexadecimal');
  return forms;
}

/**
 * Replaces the secret wherever it stands in a text: somebody may have sent or signed it.
 *
 * @param given the request or text that was given, whose encoded forms of the secret are replaced as well
 */
export function redactor(secret: string, given: string): (text: string) => string {
  // The longest first: an encoded key holds the encoded secret.
  const found = new Set(secretFormsIn(given, secret).map(({ text }) => text));
  const forms = [...found].toSorted((a, b) => b.length - a.length);
  return (text) =>
    redact(
      forms.reduce((safe, form) => safe.replaceAll(form, '[secret]'), text),
      [secret],
    );
}
