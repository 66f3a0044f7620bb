import { percentEncoded, toBase64Url, toWellFormed } from '@ably-auth/validation/internal';
import { utf8 } from './signing.js';

// How programs escape and encode texts.

export function percentForms(text: string): string[] {
  const encoded = percentEncoded(text);
  const strict = encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (one: string): string => one.replace(/%../g, (octet) => octet.toLowerCase());
  return [encoded, strict, lower(encoded), lower(strict), encodeURI(toWellFormed(text)), strict.replaceAll('%2F', '/')];
}

export function formText(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

export function base64url(text: string): string {
  return toBase64Url(utf8(text));
}

export function strictUtf8(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return undefined;
  }
}

export function unicodeEscaped(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function htmlForms(text: string): string[] {
  const markup = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = [markup, markup.replaceAll('"', '&quot;'), markup.replaceAll('"', '&#34;')];
  return quoted.flatMap((one) => [
    one,
    ...['&#39;', '&#x27;', '&#039;', '&apos;'].map((single) => one.replaceAll("'", single)),
  ]);
}

export function htmlUnescaped(text: string): string {
  return text
    .replace(/&(?:quot|#34|#x22);/gi, '"')
    .replace(/&(?:apos|#0*39|#x27);/gi, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
