export const KEY = 'appId.keyId:keySecret';
export const SECRET = 'keySecret';
export const NOW = 1_750_000_000_000;
export const now = (): number => NOW;

export const HEADER = { typ: 'JWT', alg: 'HS256', kid: 'appId.keyId' };
export const CLAIMS = { iat: NOW / 1000, exp: NOW / 1000 + 3600 };

/** A part as it stands in a JWT. */
export function part(value: object | string): string {
  const bytes = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
