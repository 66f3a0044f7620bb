import { mistake, type Mistake } from './mistake.testing.js';
import { base64, hash, hex, hmac, utf8 } from './independent/plan.testing.js';
import type { Signer } from './signer.testing.js';

const secrets: [name: string, told: RegExp, rewrite: (secret: string, signer: Signer) => string | Uint8Array][] = [
  ['a trailing line feed', /line feed|line end|trailing|white space/, (secret) => `${secret}\n`],
  ['a trailing CRLF', /carriage|line end|trailing|white space/, (secret) => `${secret}\r\n`],
  ['a trailing space', /trailing|white space/, (secret) => `${secret} `],
  ['a leading space', /leading|white space/, (secret) => ` ${secret}`],
  ['a trailing \\n of two characters', /\\n/, (secret) => `${secret}\\n`],
  ['a byte order mark', /byte order mark|BOM/, (secret) => `\uFEFF${secret}`],
  ['double quotes', /quot/, (secret) => `"${secret}"`],
  ['single quotes', /quot/, (secret) => `'${secret}'`],
  ['a closing quote', /quot/, (secret) => `${secret}"`],
  ['curly quotes', /quot/, (secret) => `“${secret}”`],
  ['Optional(…)', /Optional/, (secret) => `Optional("${secret}")`],
  ["b'…'", /b'|bytes literal/, (secret) => `b'${secret}'`],
  ['a trailing comma', /comma/, (secret) => `${secret},`],
  ['a trailing semicolon', /semicolon/, (secret) => `${secret};`],
  ['its leading colon', /colon/, (secret) => `:${secret}`],
  ['the whole key', /whole (API )?key/, (secret, { keyName }) => `${keyName}:${secret}`],
  ['the key name', /key ?name/i, (_secret, { keyName }) => keyName],
  ['the key id and the secret', /key ?id/i, (secret, { keyName }) => `${keyName.split('.')[1]}:${secret}`],
  ['nothing', /empty/, () => ''],
  ['undefined', /undefined/, () => 'undefined'],
  ['null', /null/, () => 'null'],
  ['None', /None/, () => 'None'],
  ['its bytes after base64 decoding', /[bB]ase64/, (secret) => Buffer.from(secret, 'base64')],
  ['base64', /[bB]ase64/, (secret) => base64(secret)],
  ['base64 of the whole key', /[bB]ase64/, (secret, { keyName }) => base64(`${keyName}:${secret}`)],
  ['hexadecimal', /hex/, (secret) => hex(secret)],
  ['UTF-16LE', /UTF-16/, (secret) => Buffer.from(secret, 'utf16le')],
  ['lower case', /lower/, (secret) => secret.toLowerCase()],
  ['upper case', /upper/, (secret) => secret.toUpperCase()],
  ['percent-encoding', /percent|URL/, encodeURIComponent],
  ['a SHA-256 of it', /SHA-256|hash/, (secret) => hash('sha256', utf8(secret))],
  ['the secret twice', /twice|doubl/, (secret) => secret + secret],
  ['all but the first character', /first character/, (secret) => secret.slice(1)],
  ['all but the last character', /last character/, (secret) => secret.slice(0, -1)],
  ['what stands before the first -', /-|cut/, (secret) => secret.split('-')[0] ?? ''],
  ['what stands before the first _', /_|cut/, (secret) => secret.split('_')[0] ?? ''],
  ['what stands before the first :', /:|colon|cut/, (secret) => secret.split(':')[0] ?? ''],
  ['what stands after the last :', /:|colon|cut/, (secret) => secret.split(':').at(-1) ?? ''],
  [
    'what stands before the first character outside [A-Za-z0-9_-]',
    /cut|character/,
    (secret) => /^[\w-]*/.exec(secret)?.[0] ?? '',
  ],
  [
    'what stands before the first character outside [A-Za-z0-9]',
    /cut|character/,
    (secret) => /^[A-Za-z0-9]*/.exec(secret)?.[0] ?? '',
  ],
  ['what stands before the =', /=|padding|cut/, (secret) => secret.split('=')[0] ?? ''],
  ['what follows the last _', /_|cut/, (secret) => secret.split('_').at(-1) ?? ''],
  ['what follows the last -', /-|cut/, (secret) => secret.split('-').at(-1) ?? ''],
];

export const keys: Mistake[] = secrets.map(([name, told, rewrite]) =>
  mistake('secret', name, [/secret/, told], (signer) => {
    const secret = rewrite(signer.keySecret, signer);
    signer.secret = typeof secret === 'string' ? utf8(secret) : secret;
    return base64(signer.secret) !== base64(signer.keySecret);
  }),
);

const digests: [name: string, told: RegExp, digest: Signer['digest']][] = [
  ...['sha1', 'sha224', 'sha384', 'sha512', 'md5'].map((algorithm): [string, RegExp, Signer['digest']] => [
    `HMAC-${algorithm}`,
    new RegExp(algorithm.replace('sha', 'sha-?'), 'i'),
    (secret, text) => hmac(algorithm, secret, text),
  ]),
  ['SHA-256 of the text', /SHA-256/, (_secret, text) => hash('sha256', text)],
  ['SHA-256 of secret and text', /SHA-256/, (secret, text) => hash('sha256', secret, text)],
  ['SHA-256 of text and secret', /SHA-256/, (secret, text) => hash('sha256', text, secret)],
  ['secret and text swapped', /swap|exchang|as the key/, (secret, text) => hmac('sha256', text, secret)],
  ['HMAC of a SHA-256', /SHA-256|hash/, (secret, text) => hmac('sha256', secret, hash('sha256', text))],
  ['SHA-256 of the HMAC', /SHA-256|hash/, (secret, text) => hash('sha256', hmac('sha256', secret, text))],
  ['HMAC of the HMAC', /twice|again/, (secret, text) => hmac('sha256', secret, hmac('sha256', secret, text))],
];

export const algorithms: Mistake[] = digests.map(([name, told, digest]) =>
  mistake('digest', name, told, (signer) => {
    signer.digest = digest;
  }),
);

const pairs = (bytes: Uint8Array): string[] => hex(bytes).match(/../g) ?? [];
const signedBytes = (bytes: Uint8Array): number[] => [...new Int8Array(bytes)];

const forms: [name: string, told: RegExp, form: (mac: Uint8Array) => unknown][] = [
  ['hexadecimal', /hex/, hex],
  ['hexadecimal in upper case', /hex/, (mac) => hex(mac).toUpperCase()],
  ['hexadecimal with colons', /hex/, (mac) => pairs(mac).join(':')],
  ['hexadecimal with hyphens', /hex/, (mac) => pairs(mac).join('-').toUpperCase()],
  ['hexadecimal with spaces', /hex/, (mac) => pairs(mac).join(' ')],
  ['hexadecimal with 0x', /hex/, (mac) => `0x${hex(mac)}`],
  ['<…> of NSData', /hex|NSData|description/, (mac) => `<${hex(mac).match(/.{8}/g)?.join(' ')}>`],
  ['base64url', /base64url|URL-safe/, (mac) => Buffer.from(mac).toString('base64url')],
  ['base64 without padding', /padding/, (mac) => base64(mac).replace('=', '')],
  ['base64 of hexadecimal', /hex/, (mac) => base64(hex(mac))],
  ['hexadecimal of base64', /hex/, (mac) => hex(utf8(base64(mac)))],
  ['base64 twice', /twice|base64 of base64/, (mac) => base64(base64(mac))],
  ['base64 with a line end', /line|white space/, (mac) => `${base64(mac)}\n`],
  ['base64 broken into lines', /line|white space/, (mac) => `${base64(mac).slice(0, 20)}\r\n${base64(mac).slice(20)}`],
  ['base64 in quotes', /quot/, (mac) => `"${base64(mac)}"`],
  ["base64 in b'…'", /b'|bytes literal/, (mac) => `b'${base64(mac)}'`],
  ['base64 in Optional(…)', /Optional/, (mac) => `Optional("${base64(mac)}")`],
  ['base64, percent-encoded', /percent|URL/, (mac) => encodeURIComponent(base64(mac))],
  ['base64, form-decoded', /\+|plus|form/, (mac) => base64(mac).replaceAll('+', ' ')],
  ['base64 in lower case', /case/, (mac) => base64(mac).toLowerCase()],
  ['base64 in upper case', /case/, (mac) => base64(mac).toUpperCase()],
  ['base64, cut to 40 characters', /cut|truncat|short/, (mac) => base64(mac).slice(0, 40)],
  ['the first 16 bytes', /cut|truncat|short|first 16/, (mac) => base64(mac.subarray(0, 16))],
  ['hexadecimal, cut to 32 characters', /cut|truncat|short|first/, (mac) => hex(mac).slice(0, 32)],
  ['a list of bytes', /list|array|bytes/, (mac) => `[${[...mac].join(', ')}]`],
  ['an array of bytes', /list|array|bytes/, (mac) => [...mac]],
  ['bytes with commas', /list|array|bytes/, (mac) => [...mac].join(',')],
  ['signed bytes', /list|array|bytes/, (mac) => `[${signedBytes(mac).join(', ')}]`],
  ['bytes read as Latin-1', /Latin-1/, (mac) => Buffer.from(mac).toString('latin1')],
  ['bytes read as UTF-8', /UTF-8|raw bytes|characters/, (mac) => Buffer.from(mac).toString('utf8')],
  ['base64 of bytes read as Latin-1', /Latin-1/, (mac) => base64(Buffer.from(mac).toString('latin1'))],
  ['base64 of bytes read as UTF-8', /UTF-8/, (mac) => base64(Buffer.from(mac).toString('utf8'))],
  ['sha256=…', /prefix|sha256=/, (mac) => `sha256=${base64(mac)}`],
  ['a Buffer as JSON', /Buffer|list|bytes/, (mac) => ({ type: 'Buffer', data: [...mac] })],
  ['a Uint8Array as JSON', /list|bytes|object/, (mac) => Object.fromEntries([...mac].entries())],
  ['nothing', /missing|absent|expected/, () => undefined],
];

export const macs: Mistake[] = forms.map(([name, told, form]) =>
  mistake('mac', name, [/mac/i, told], (signer) => {
    signer.mac = form;
  }),
);
