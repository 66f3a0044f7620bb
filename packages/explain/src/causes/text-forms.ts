import { cause, type Cause } from '../cause.js';
import { toBase64 } from '@ably-auth/validation/internal';
import { fromBase64 } from '../internal/base64.js';
import { lineCandidate, utf8, type Candidate, type Evidence, type Field } from '../internal/signing.js';
import {
  base64url,
  formText,
  htmlForms,
  htmlUnescaped,
  percentDecoded,
  percentForms,
  strictUtf8,
  unicodeEscaped,
} from '../internal/text-escapes.js';
import { asLatin1, asWindows1252, fromLatin1Text } from './text-encoding.js';

// What programs make of a text on its way into the sign text. Every field takes the same list: each is signed
// literally as it is sent (RSA9g).

type Form = {
  readonly id: string;
  /** Follows the name of the field. */
  readonly message: string;
  readonly remediation: string;
  readonly seenIn?: readonly string[];
  /** Whether it can befall numbers too. */
  readonly isForNumbers?: boolean;
  readonly write: (text: string) => readonly (string | undefined)[];
};

const PLAIN = 'Sign and send the same plain text; encode it for transport only.';
const UNWRAP = 'Unwrap the value before it is put into the sign text.';

const FORMS: readonly Form[] = [
  {
    id: 'optional',
    message: 'was signed as a language prints an optional value: `Optional(…)`, `Optional[…]` or `Some(…)`',
    remediation: UNWRAP,
    seenIn: ['Swift string interpolation', 'Rust {:?}', 'Java Optional.toString'],
    isForNumbers: true,
    write: (text) => [
      `Optional(${text})`,
      `Optional("${text}")`,
      `Some(${text})`,
      `Some("${text}")`,
      `Optional[${text}]`,
    ],
  },
  {
    id: 'bytes-literal',
    message: "was signed as a bytes literal, `b'…'`",
    remediation: 'Decode the bytes to text before they are put into the sign text.',
    seenIn: ['Python str() of bytes'],
    isForNumbers: true,
    write: (text) => [`b'${text}'`, `b"${text}"`],
  },
  {
    id: 'quoted',
    message: 'was signed in quotes',
    remediation: 'Sign the text without quotes around it.',
    seenIn: ['JSON encoders', 'environment files'],
    isForNumbers: true,
    write: (text) => [`"${text}"`, `'${text}'`, `“${text}”`, `\\"${text}\\"`],
  },
  {
    id: 'white-space',
    message: 'was signed with white space or a line end around it',
    remediation: 'Trim the text before it is signed and sent.',
    isForNumbers: true,
    write: (text) => [
      ` ${text}`,
      `${text} `,
      `${text}\n`,
      `${text}\r\n`,
      `${text}\r`,
      `${text}\t`,
      ` ${text} `,
      `\n${text}`,
    ],
  },
  {
    id: 'trimmed',
    message: 'was signed trimmed, and sent with white space around it',
    remediation: 'Trim the text before it is signed and sent.',
    write: (text) => [text.trim()],
  },
  {
    id: 'word',
    message: 'was not set yet when it was signed: a word for an absent value was signed',
    remediation: 'Set all fields first, then sign, then send what was signed.',
    isForNumbers: true,
    write: () => ['null', 'undefined', 'None', 'nil', '(null)', '<nil>', 'NULL', 'NaN', 'false', '[object Object]'],
  },
  {
    id: 'url-encoded',
    message: 'was signed URL-encoded (percent-encoded), and sent plain',
    remediation: PLAIN,
    seenIn: ['encodeURIComponent', 'PHP rawurlencode', 'Python quote'],
    write: (text) => percentForms(text),
  },
  {
    id: 'form-encoded',
    message: 'was signed form-encoded, with `+` for a space, and sent plain',
    remediation: PLAIN,
    seenIn: ['URLSearchParams', 'Java URLEncoder', 'PHP urlencode', 'Python quote_plus'],
    write: (text) => {
      const form = formText(text);
      return [form, form.replace(/%../g, (octet) => octet.toLowerCase()), form.replaceAll('*', '%2A')];
    },
  },
  {
    id: 'url-decoded',
    message: 'was signed plain, and sent URL-encoded (percent-encoded or form-encoded)',
    remediation: PLAIN,
    write: (text) => [percentDecoded(text), percentDecoded(text.replaceAll('+', ' '))],
  },
  {
    id: 'plus-lost',
    message: 'was signed with `+`, and sent with a space in its place, as form decoding makes it',
    remediation: 'Encode `+` as %2B in forms and queries, or send JSON.',
    write: (text) => [text.replaceAll(' ', '+')],
  },
  {
    id: 'plus-decoded',
    message: 'was signed with a space, and sent with `+` in its place, as form encoding makes it',
    remediation: PLAIN,
    write: (text) => [text.replaceAll('+', ' ')],
  },
  {
    id: 'base64',
    message: 'was signed as Base64, and sent plain',
    remediation: 'Sign the plain text; Base64 is for headers only.',
    write: (text) => [toBase64(utf8(text)), toBase64(utf8(text)).replace(/=+$/, ''), base64url(text)],
  },
  {
    id: 'base64-decoded',
    message: 'was signed plain, and sent as Base64',
    remediation: 'Send the plain text; Base64 is for headers only.',
    write: (text) => {
      const octets = text.length < 4 ? undefined : fromBase64(text);
      return [octets && strictUtf8(octets)];
    },
  },
  {
    id: 'base64-alphabet',
    message: 'was signed in the other alphabet of Base64: `+/` against `-_`',
    remediation: 'Sign the very text that is sent.',
    write: (text) =>
      /^[\w+/=-]+$/.test(text)
        ? [
            text.replaceAll('-', '+').replaceAll('_', '/'),
            text.replaceAll('+', '-').replaceAll('/', '_'),
            text.replace(/=+$/, ''),
          ]
        : [],
  },
  {
    id: 'html-escaped',
    message: 'was signed with HTML escapes such as `&amp;` or `&quot;`, and sent plain',
    remediation: 'Escape for HTML where HTML is written, not before signing.',
    seenIn: ['template engines', 'PHP htmlspecialchars', 'Python html.escape'],
    write: (text) => htmlForms(text),
  },
  {
    id: 'html-unescaped',
    message: 'was signed plain, and sent with HTML escapes such as `&amp;` or `&quot;`',
    remediation: 'Escape for HTML where HTML is written, not in the request.',
    seenIn: ['template engines'],
    write: (text) => [htmlUnescaped(text)],
  },
  {
    id: 'json-escaped',
    message: 'was signed as the text of a JSON string: escaped, with or without its quotes',
    remediation: 'Sign the text itself, unquoted and unescaped.',
    seenIn: ['JSON.stringify', 'Python json.dumps', 'PHP json_encode'],
    write: (text) => {
      const inner = JSON.stringify(text).slice(1, -1);
      return [`"${inner}"`, inner, inner.replaceAll('/', '\\/'), `"${inner.replaceAll('/', '\\/')}"`];
    },
  },
  {
    id: 'unicode-escaped',
    message: 'was signed with its characters outside ASCII written as `\\uXXXX`',
    remediation: 'Sign the characters themselves, encoded as UTF-8.',
    seenIn: ['Python json.dumps', 'PHP json_encode'],
    write: (text) => {
      const inner = JSON.stringify(text).slice(1, -1);
      const escaped = unicodeEscaped(text);
      return escaped === text ? [] : [escaped, unicodeEscaped(inner), `"${unicodeEscaped(inner)}"`];
    },
  },
  {
    id: 'case',
    message: 'was signed in another case: lower case or upper case, other than it was sent',
    remediation: 'Sign it as it is sent: it is case-sensitive.',
    write: (text) => [text.toLowerCase(), text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1)],
  },
  {
    id: 'normal-form',
    message: 'was signed in another Unicode normal form (NFC, NFD, NFKC) than it was sent',
    remediation: 'Normalise text before signing, or nowhere: what is sent must be what was signed.',
    seenIn: ['macOS file names', 'databases that normalise'],
    write: (text) => (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => text.normalize(form)),
  },
  {
    id: 'utf-8-twice',
    message: 'was signed with its UTF-8 octets read as Latin-1 (ISO-8859-1), and sent as it should be',
    remediation: 'Read and write the text as UTF-8 everywhere.',
    seenIn: ['PHP utf8_encode of UTF-8', 'databases with a wrong connection charset'],
    write: (text) => [asLatin1(text), asWindows1252(text)],
  },
  {
    id: 'sent-as-latin-1',
    message: 'was signed correctly; the request carries its UTF-8 octets read as Latin-1 (ISO-8859-1)',
    remediation: 'Send the request as UTF-8, with `Content-Type: application/json`, and read it as UTF-8.',
    write: (text) => [fromLatin1Text(text)],
  },
  {
    id: 'ascii-only',
    message: 'was signed with its characters outside ASCII replaced by `?` or left out',
    remediation: 'Encode the sign text as UTF-8.',
    seenIn: ['.NET Encoding.ASCII', 'Java US_ASCII', 'Python errors="replace"'],
    write: (text) => [
      text.replace(/[\u0080-\uffff]/g, '?'),
      text.replace(/[\u0080-\u{10ffff}]/gu, '?'),
      text.replace(/[\u0080-\uffff]/g, ''),
    ],
  },
  {
    id: 'braces',
    message: 'was signed in braces, or with hyphens, as of a UUID, put in or taken out',
    remediation: 'Sign the very text that is sent.',
    seenIn: ['.NET Guid.ToString', 'Python uuid4().hex'],
    write: (text) => [
      `{${text}}`,
      text.replaceAll('-', ''),
      /^[\da-f]{32}$/i.test(text) ? text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined,
    ],
  },
  {
    id: 'leading-zeros-lost',
    message: 'was signed as a number, which lost its leading zeros',
    remediation: 'Keep the text as text: it is not a number.',
    write: (text) => (/^0\d+$/.test(text) ? [text.replace(/^0+(?=\d)/, '')] : []),
  },
  {
    id: 'cut',
    message: 'was signed truncated: cut after its first 8, 16, 20, 22, 24, 32, 36 or 64 characters',
    remediation: 'Sign the whole text that is sent.',
    write: (text) => [8, 16, 20, 22, 24, 32, 36, 64].map((length) => text.slice(0, length)),
  },
];

/** The forms that say something sensible about a field; what is left out has a cause of its own there. */
const FORMS_OF = {
  keyName: formsOf('keyName', ({ id }) => !['braces', 'leading-zeros-lost', 'sent-as-latin-1'].includes(id)),
  ttl: formsOf('ttl', ({ isForNumbers }) => isForNumbers === true),
  capability: formsOf(
    'capability',
    ({ id }) => !['leading-zeros-lost', 'braces', 'cut', 'unicode-escaped'].includes(id),
  ),
  clientId: formsOf('clientId'),
  timestamp: formsOf('timestamp', ({ isForNumbers }) => isForNumbers === true),
  nonce: formsOf('nonce'),
};

function formsOf(field: Field, isOfField: (form: Form) => boolean = () => true) {
  return FORMS.filter(isOfField).map(({ id, message, remediation, seenIn, write }) => ({
    why: cause(`${field}.${id}`, `the ${field} ${message}`, remediation, seenIn),
    write,
  }));
}

export const FORM_CAUSES: readonly Cause[] = Object.values(FORMS_OF).flatMap((forms) => forms.map(({ why }) => why));

/** What may have been signed in the place of a field that the request carries. */
export function formCandidates({ carried }: Evidence, field: Field): Candidate[] {
  const text = carried[field] ?? '';
  if (text === '') return [];
  return FORMS_OF[field].flatMap(({ why, write }) =>
    write(text)
      .filter((form) => form !== undefined)
      .map((form) => lineCandidate(field, form, why)),
  );
}
