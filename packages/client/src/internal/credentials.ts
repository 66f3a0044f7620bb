/** Base64 of a text's UTF-8 bytes. */
export function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

/** The credentials of Basic auth: the key is user name and password (RSA11). */
export function basicCredentials(key: string): string {
  return `Basic ${base64(key)}`;
}

/** The credentials of token authentication: the token as it is, or Base64 where a header could not carry it (RSA3b). */
export function bearerCredentials(token: string): string {
  return `Bearer ${/^[\x21-\x7e]+$/.test(token) ? token : base64(token)}`;
}
