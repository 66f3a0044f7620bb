// `Uint8Array<ArrayBuffer>`; before TypeScript 5.7 the type takes no argument.
type Bytes = ReturnType<typeof Uint8Array.from>;

/** The bytes of standard Base64. @throws if the text is not Base64 */
export function bytesOfBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The UTF-8 text that Base64 carries; undefined if it carries none. */
export function textOfBase64(text: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOfBase64(text));
  } catch {
    return undefined;
  }
}

/** The standard alphabet instead of the one for URLs (RFC 4648 §5). */
export function fromUrlAlphabet(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}

/** Standard Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  // A call takes only so many arguments.
  const chunks = [];
  for (let i = 0; i < bytes.length; i += 8192) chunks.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return btoa(chunks.join(''));
}

/** Base64 in the alphabet for URLs, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
