import { absentAs, sentAs, signedAs, type Mistake } from './mistake.testing.js';
import type { Field } from './plan.testing.js';

/** What languages and libraries do to text on its way: wrappers, white space, copies of fields. */
const ofText = (field: Field): readonly Mistake[] => [
  signedAs(field, 'as JSON text', id(field, 'json-escaped', 'quoted', 'capability.encoded-twice'), (text) =>
    JSON.stringify(text),
  ),
  signedAs(field, 'as Python bytes', id(field, 'bytes-literal'), (text) =>
    isAscii(text) && !text.includes("'") ? `b'${text}'` : text,
  ),
  signedAs(field, 'as a Swift optional', id(field, 'optional'), (text) => `Optional("${text}")`),
  signedAs(field, 'as a Java Optional', id(field, 'optional'), (text) => `Optional[${text}]`),
  signedAs(field, 'as a Rust option', id(field, 'optional'), (text) => `Some("${text}")`),
  signedAs(field, 'in single quotes', id(field, 'quoted'), (text) => `'${text}'`),
  signedAs(
    field,
    'with a line feed behind',
    id(field, 'white-space', 'line-end-after', 'layout.extra-line-feed'),
    (text) => `${text}\n`,
  ),
  signedAs(field, 'with a blank behind', id(field, 'white-space', 'space-around'), (text) => `${text} `),
  signedAs(field, 'with a blank before', id(field, 'white-space', 'space-around'), (text) => ` ${text}`),
  signedAs(field, 'in Base64', id(field, 'base64'), (text) => Buffer.from(text).toString('base64')),
  signedAs(field, 'in lower case', id(field, 'case', 'lower-case-names'), (text) => text.toLowerCase()),
  signedAs(field, 'left out of what is signed', id(field, 'unsigned', 'dropped', 'added-after-signing'), () => ''),
  signedAs(field, 'not set yet, so a word', id(field, 'word'), (_text, random) =>
    random.pick(['undefined', 'null', 'None', 'nil', '<nil>', 'NULL', '(null)', '[object Object]']),
  ),
  sentAs(field, 'sent with a line feed', id(field, 'trimmed'), (text) => `${text}\n`),
];

/** To text with characters that a URL or a form escapes. */
const ofUrlText = (field: Field): readonly Mistake[] => [
  signedAs(field, 'percent-encoded', id(field, 'url-encoded'), encodeURIComponent),
  signedAs(field, 'form-encoded', id(field, 'form-encoded', 'url-encoded'), (text) =>
    new URLSearchParams([['', text]]).toString().slice(1),
  ),
  sentAs(field, 'sent percent-encoded', id(field, 'url-decoded'), encodeURIComponent),
  sentAs(field, 'sent with + as a blank', id(field, 'plus-lost'), (text) => text.replaceAll('+', ' ')),
];

/** To text with characters outside ASCII, or of HTML. */
const ofPeoplesText = (field: Field): readonly Mistake[] => [
  signedAs(field, 'escaped for HTML', id(field, 'html-escaped'), html),
  signedAs(field, 'in NFD', id(field, 'normal-form'), (text) => text.normalize('NFD')),
  signedAs(field, 'read as Latin-1', id(field, 'utf-8-twice'), (text) => Buffer.from(text).toString('latin1')),
  signedAs(field, 'in ASCII with ?', id(field, 'ascii-only'), (text) => text.replace(/[^\0-\x7f]/gu, '?')),
  sentAs(field, 'sent escaped for HTML', id(field, 'html-unescaped'), html),
  sentAs(field, 'sent in mojibake', id(field, 'sent-as-latin-1'), (text) => Buffer.from(text).toString('latin1')),
];

export const TEXTS: readonly Mistake[] = [
  ...(['capability', 'clientId', 'nonce', 'keyName'] as const).flatMap(ofText),
  ...(['capability', 'clientId', 'nonce'] as const).flatMap(ofUrlText),
  ...(['capability', 'clientId'] as const).flatMap(ofPeoplesText),
  ...(['clientId', 'nonce'] as const).flatMap((field) => [
    signedAs(field, 'cut by a column', id(field, 'cut'), (text, random) => text.slice(0, random.pick([8, 16, 32]))),
    signedAs(field, 'printed by Ruby or Elixir', id(field, 'quoted', 'json-escaped'), (text) => `"${text}"`),
    signedAs(field, 'in upper case', id(field, 'case'), (text) => text.toUpperCase()),
    signedAs(field, 'a Guid in braces', id(field, 'braces'), (text) => (isUuid(text) ? `{${text}}` : text)),
    signedAs(field, 'a Guid without hyphens', id(field, 'braces'), (text) =>
      isUuid(text) ? text.replaceAll('-', '') : text,
    ),
    signedAs(field, 'base64url as base64', id(field, 'base64-alphabet'), (text) =>
      text.replaceAll('-', '+').replaceAll('_', '/'),
    ),
    signedAs(field, 'cast to a number', id(field, 'leading-zeros-lost'), (text) =>
      /^0\d+$/.test(text) ? String(BigInt(text)) : text,
    ),
  ]),
  sentAs('clientId', 'signed, dropped by a model', /^clientId\.(dropped-after-signing|changed)$/, () => undefined),
  {
    name: 'clientId: sent as client_id',
    step: 'clientId',
    named: /^fields\.misnamed$/,
    make: ({ wire }) => {
      if (wire['clientId'] === undefined) return false;
      wire['client_id'] = wire['clientId'];
      delete wire['clientId'];
      return true;
    },
  },
  signedAs('clientId', 'signed as the wildcard', /^clientId\.wildcard-signed$/, () => '*'),
  absentAs('clientId', 'absent as the wildcard', /^clientId\.default-wildcard$/, ['*']),
  absentAs('clientId', 'absent as a word', /^clientId\.absent-as-word$|absence-as-word$/, [
    'null',
    'None',
    'nil',
    'undefined',
  ]),
  absentAs('clientId', 'absent as another word', /^clientId\.absent-as-word$|absence-as-word$/, [
    '<nil>',
    'NULL',
    '(null)',
    'Optional.empty',
  ]),
  absentAs('clientId', 'absent as empty quotes', /^clientId\./, ['""', "''"]),
  signedAs('keyName', 'the whole key', /^keyName\.whole-key$/, (_text, _random, { key }) => key),
  signedAs('keyName', 'the app id alone', /^keyName\.key-id-only$/, (text) => text.split('.')[0] ?? ''),
  signedAs('keyName', 'the key id alone', /^keyName\.key-id-only$/, (text) => text.split('.')[1] ?? ''),
  sentAs('keyName', 'the whole key sent', /^keyName\.whole-key-sent$/, (_text, _random, { key }) => key),
  sentAs('keyName', 'the key id alone sent', /^keyName\.part-sent$/, (text) => text.split('.')[1]),
  sentAs('keyName', 'not sent', /^keyName\.dropped-after-signing$/, () => undefined),
];

/** Any of these causes: of the field, or of another group if the name has a dot. */
function id(field: Field, ...names: readonly string[]): RegExp {
  const ids = names.map((name) => (name.includes('.') ? name : `${field}.${name}`).replaceAll('.', '\\.'));
  return new RegExp(`^(?:${ids.join('|')})$`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
const isAscii = (text: string) => /^[\0-\x7f]*$/.test(text);
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
