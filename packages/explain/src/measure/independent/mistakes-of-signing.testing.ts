import type { Mistake } from './mistake.testing.js';
import {
  base64,
  FIELDS,
  hash,
  hex,
  hmac,
  inLines,
  secretOf,
  utf8,
  type Field,
  type Lines,
  type Plan,
} from './plan.testing.js';
import type { Random } from '../random.testing.js';

const step =
  (of: Mistake['step'], change: (plan: Plan, random: Random) => boolean | void) =>
  (name: string, named: RegExp): Mistake => ({ name: `${of}: ${name}`, step: of, named, make: change });

const layout = (name: string, named: RegExp, compose: (signed: Lines, wire: Plan['wire']) => string): Mistake =>
  step('layout', (plan) => void (plan.compose = compose))(name, named);
const separated = (name: string, separator: string, named = /^layout\.other-separator$/) =>
  layout(name, named, (signed) => FIELDS.map((field) => signed[field]).join(separator));
const ordered = (name: string, fields: readonly Field[], named = /^layout\.fields-in-another-order$/) =>
  layout(name, named, (signed) => fields.map((field) => `${signed[field]}\n`).join(''));
const present = (signed: Lines) => FIELDS.filter((field) => signed[field] !== '');

const encoding = (name: string, named: RegExp, encode: (text: string) => Uint8Array): Mistake =>
  step('encoding', (plan) => void (plan.encode = encode))(name, named);

const secret = (name: string, named: RegExp, change: (secret: string, key: string) => string | Uint8Array): Mistake =>
  step('secret', (plan) => {
    const changed = change(secretOf(plan.key), plan.key);
    plan.secret = typeof changed === 'string' ? utf8(changed) : changed;
    return Buffer.compare(plan.secret, utf8(secretOf(plan.key))) !== 0;
  })(name, named);

const digest = (name: string, named: RegExp, change: Plan['digest']): Mistake =>
  step('digest', (plan) => void (plan.digest = change))(name, named);

const mac = (name: string, named: RegExp, write: Plan['mac']): Mistake =>
  step('mac', (plan) => void (plan.mac = write))(name, named);

export const LAYOUTS: readonly Mistake[] = [
  separated('joined, so without a last line feed', '\n', /^layout\.(no-final-line-feed|trimmed)$/),
  layout('with CRLF', /^layout\.crlf$/, (signed) => inLines(signed, '\r\n')),
  layout('by a PHP string in single quotes', /^layout\.literal-backslash-n$/, (signed) => inLines(signed, '\\n')),
  layout('joined by a PHP string in single quotes', /^layout\./, (signed) =>
    FIELDS.map((field) => signed[field]).join('\\n'),
  ),
  layout('with CR', /^layout\.cr$/, (signed) => inLines(signed, '\r')),
  ...[':', ',', '&', '|', ' ', ''].map((character) => separated(`joined by "${character}"`, character)),
  layout('nothing between the fields', /^layout\.other-separator$/, (signed) => inLines(signed, '')),
  layout('absent fields skipped', /^layout\.(empty-fields-skipped|(ttl|capability|clientId)-missing)$/, (signed) =>
    present(signed)
      .map((field) => `${signed[field]}\n`)
      .join(''),
  ),
  layout('absent fields skipped, joined', /^layout\.(empty-fields-skipped|no-final-line-feed|trimmed)$/, (signed) =>
    present(signed)
      .map((field) => signed[field])
      .join('\n'),
  ),
  layout('trimmed', /^layout\.(trimmed|no-final-line-feed)$/, (signed) => inLines(signed).trim()),
  layout('println after the last line', /^layout\.extra-line-feed$/, (signed) => `${inLines(signed)}\n`),
  layout('a heredoc that begins with a line feed', /^layout\.extra-line-feed$/, (signed) => `\n${inLines(signed)}`),
  ...[2, 4, 8].map((width) =>
    layout(`a template literal indented by ${width}`, /^layout\.(indented|extra-line-feed)$/, (signed) =>
      FIELDS.map((field, index) => (index === 0 ? '' : ' '.repeat(width)) + signed[field] + '\n').join(''),
    ),
  ),
  layout('a text block indented by a tab', /^layout\.(indented|extra-line-feed)$/, (signed) =>
    FIELDS.map((field) => `\t${signed[field]}\n`).join(''),
  ),
  ordered('fields in alphabetical order', ['capability', 'clientId', 'keyName', 'nonce', 'timestamp', 'ttl']),
  ordered('capability before ttl', ['keyName', 'capability', 'ttl', 'clientId', 'timestamp', 'nonce']),
  ordered('clientId before capability', ['keyName', 'ttl', 'clientId', 'capability', 'timestamp', 'nonce']),
  ordered('nonce before timestamp', ['keyName', 'ttl', 'capability', 'clientId', 'nonce', 'timestamp']),
  ordered('the key name last', ['ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'keyName']),
  ordered('timestamp before clientId', ['keyName', 'ttl', 'capability', 'timestamp', 'clientId', 'nonce']),
  ordered(
    'without a line for the ttl',
    FIELDS.filter((field) => field !== 'ttl'),
    /^layout\.(ttl-missing|empty-fields-skipped)$/,
  ),
  ordered(
    'without a line for the clientId',
    FIELDS.filter((field) => field !== 'clientId'),
    /^layout\.(clientId-missing|empty-fields-skipped)$/,
  ),
  ordered(
    'without a line for the nonce',
    FIELDS.filter((field) => field !== 'nonce'),
    /^layout\.nonce-missing$/,
  ),
  layout('with names of fields, as a query', /^layout\.names-in-sign-text$/, (signed) =>
    present(signed)
      .map((field) => `${field}=${signed[field]}`)
      .join('&'),
  ),
  layout('with names of fields, in lines', /^layout\.names-in-sign-text$/, (signed) =>
    FIELDS.map((field) => `${field}:${signed[field]}\n`).join(''),
  ),
  layout('the JSON of the request', /^layout\.json-signed$/, (_signed, wire) => JSON.stringify(wire)),
  layout('the lines with blanks at their ends', /^layout\.indented$/, (signed) => inLines(signed, ' \n')),
];

export const ENCODINGS: readonly Mistake[] = [
  encoding('UTF-16LE, Encoding.Unicode', /^encoding\.utf-16$/, (text) => Buffer.from(text, 'utf16le')),
  encoding('UTF-16BE', /^encoding\.utf-16$/, (text) => Buffer.from(text, 'utf16le').swap16()),
  encoding('UTF-16 with a mark, getBytes("UTF-16")', /^encoding\.utf-16$/, (text) =>
    Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(text, 'utf16le').swap16()]),
  ),
  encoding('the default charset, Latin-1', /^encoding\.latin-1$/, (text) =>
    Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1'),
  ),
  encoding('Encoding.ASCII', /^encoding\.ascii$/, (text) => utf8(text.replace(/[^\0-\x7f]/g, '?'))),
  encoding('utf8_encode of UTF-8', /^encoding\.utf-8-twice$/, (text) => utf8(Buffer.from(text).toString('latin1'))),
  encoding('a byte order mark', /^encoding\.byte-order-mark$/, (text) => utf8(`\ufeff${text}`)),
  encoding('with the NUL of a C string', /^encoding\.nul$/, (text) => utf8(`${text}\0`)),
  encoding('the Base64 of the text', /^encoding\.base64$/, (text) => utf8(base64(text))),
  encoding('the text as JSON', /^encoding\.json-string$/, (text) => utf8(JSON.stringify(text))),
  encoding('normalised to NFD as a whole', /^encoding\.normal-form$|\.normal-form$/, (text) =>
    utf8(text.normalize('NFD')),
  ),
];

export const SECRETS: readonly Mistake[] = [
  secret('the whole key', /^secret\.whole-key$/, (_secret, key) => key),
  secret('decoded from Base64', /^secret\.base64-decoded$/, (text) => Buffer.from(text, 'base64')),
  secret('encoded to Base64', /^secret\.base64-encoded$/, (text) => base64(text)),
  secret('decoded from hexadecimal', /^secret\.hex$/, (text) =>
    /^([0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : text,
  ),
  secret('the hexadecimal digits of it', /^secret\.hex$/, (text) => hex(text)),
  secret('the line end of a file', /^secret\.trailing-line-end$/, (text) => `${text}\n`),
  secret('the line end of a Windows file', /^secret\.trailing-line-end$/, (text) => `${text}\r\n`),
  secret('a carriage return', /^secret\.trailing-line-end$/, (text) => `${text}\r`),
  secret('a blank before', /^secret\.white-space$/, (text) => ` ${text}`),
  secret('quotes of a .env file', /^secret\.quotes$/, (text) => `"${text}"`),
  secret('single quotes of a .env file', /^secret\.quotes$/, (text) => `'${text}'`),
  secret('split(":")[1]', /^secret\.cut-at-(colon|character|punctuation)$/, (text) => text.split(':')[0] ?? text),
  secret('matched by \\w+', /^secret\.cut-at-/, (text) => /^\w*/.exec(text)?.[0] ?? ''),
  secret('the last part after a colon', /^secret\./, (text) => text.split(':').at(-1) ?? text),
  secret('the key name', /^secret\.key-name$/, (_secret, key) => key.split(':')[0] ?? ''),
  secret('key id and secret', /^secret\.with-key-id$/, (_secret, key) => key.slice(key.indexOf('.') + 1)),
  secret('with the colon', /^secret\.with-colon$/, (text) => `:${text}`),
  secret('without its first character', /^secret\.first-character-lost$/, (text) => text.slice(1)),
  secret('without its last character', /^secret\.(last-character-lost|padding-lost)$/, (text) => text.slice(0, -1)),
  secret('hashed first', /^secret\.hashed$/, (text) => hash('sha256', utf8(text))),
  secret('in UTF-16', /^secret\.utf-16$/, (text) => Buffer.from(text, 'utf16le')),
  secret('in lower case', /^secret\.case$/, (text) => text.toLowerCase()),
  secret('percent-encoded', /^secret\.url-encoded$/, encodeURIComponent),
  secret('undefined, since the variable was missing', /^secret\.word-for-absence$/, () => 'undefined'),
  secret('empty', /^secret\.empty$/, () => ''),
  secret('base64url made base64', /^secret\.base64-alphabet$/, (text) =>
    text.replaceAll('-', '+').replaceAll('_', '/'),
  ),
  secret('with a comma behind', /^secret\.extra-character$/, (text) => `${text},`),
  secret('twice', /^secret\.twice$/, (text) => text + text),
];

export const DIGESTS: readonly Mistake[] = [
  ...(['sha1', 'sha224', 'sha384', 'sha512', 'md5'] as const).map((name) =>
    digest(`HMAC by ${name}`, new RegExp(`^digest\\.${name.replace('sha', 'sha-')}$`), (key, octets) =>
      hmac(name, key, octets),
    ),
  ),
  digest('a plain SHA-256', /^digest\.plain-hash$/, (_key, octets) => hash('sha256', octets)),
  digest('a hash of secret and text', /^digest\.plain-hash$/, (key, octets) => hash('sha256', key, octets)),
  digest('a hash of text and secret', /^digest\.plain-hash$/, (key, octets) => hash('sha256', octets, key)),
  digest('arguments swapped', /^digest\.arguments-swapped$/, (key, octets) => hmac('sha256', octets, key)),
  digest('the text hashed first', /^digest\.text-hashed-first$/, (key, octets) =>
    hmac('sha256', key, hash('sha256', octets)),
  ),
  digest('hashed again', /^digest\.hashed-again$/, (key, octets) => hash('sha256', hmac('sha256', key, octets))),
];

export const MACS: readonly Mistake[] = [
  mac('in hexadecimal', /^mac\.hex$/, hex),
  mac('in hexadecimal, upper case', /^mac\.hex$/, (octets) => hex(octets).toUpperCase()),
  mac('by BitConverter.ToString', /^mac\.hex-with-separators$/, (octets) =>
    hex(octets)
      .toUpperCase()
      .replace(/\B(?=(..)+$)/g, '-'),
  ),
  mac('Base64 of the hexadecimal text', /^mac\.base64-of-hex$/, (octets) => base64(hex(octets))),
  mac('Base64 twice', /^mac\.base64-twice$/, (octets) => base64(base64(octets))),
  mac('base64url', /^mac\.(base64url|no-padding)$/, (octets) => Buffer.from(octets).toString('base64url')),
  mac('without padding', /^mac\.no-padding$/, (octets) => base64(octets).replace('=', '')),
  mac('with the line feed of encode64', /^mac\.white-space$/, (octets) => `${base64(octets)}\n`),
  mac('percent-encoded', /^mac\.url-encoded$/, (octets) => encodeURIComponent(base64(octets))),
  mac('+ as a blank', /^mac\.plus-lost$/, (octets) => base64(octets).replaceAll('+', ' ')),
  mac('as Python bytes', /^mac\.quoted$/, (octets) => `b'${base64(octets)}'`),
  mac('in quotes', /^mac\.quoted$/, (octets) => JSON.stringify(base64(octets))),
  mac('as a Swift optional', /^mac\.quoted$/, (octets) => `Optional("${base64(octets)}")`),
  mac('a list of bytes', /^mac\.list-of-bytes$/, (octets) => [...octets]),
  mac(
    'Arrays.toString of signed bytes',
    /^mac\.list-of-bytes$/,
    (octets) => `[${[...new Int8Array(octets)].join(', ')}]`,
  ),
  mac('bytes by Go %v', /^mac\.list-of-bytes$/, (octets) => `[${[...octets].join(' ')}]`),
  mac('raw bytes as Latin-1', /^mac\.latin-1$/, (octets) => Buffer.from(octets).toString('latin1')),
  mac('raw bytes as UTF-8', /^mac\.decoded-as-utf-8$/, (octets) => Buffer.from(octets).toString('utf8')),
  mac('cut to 32 characters', /^mac\.truncated$/, (octets) => base64(octets).slice(0, 32)),
  mac('the first 16 octets', /^mac\.truncated$/, (octets) => base64(octets.subarray(0, 16))),
  mac('with the name of the algorithm', /^mac\.prefixed$/, (octets) => `sha256=${base64(octets)}`),
  mac('in lower case', /^mac\.case$/, (octets) => base64(octets).toLowerCase()),
];
