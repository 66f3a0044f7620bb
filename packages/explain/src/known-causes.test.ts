import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CAPABILITY_MISTAKES, without, type Mistake } from './capability-mistakes.testing.js';
import { FORM_CAUSES } from './causes/text-forms.js';
import { CAUSES, explainMac } from './index.js';
import { KEY_NAME, macOf, REQUEST, SECRET, signTextOf, signedAs } from './request.testing.js';

// Each mistake, made by hand: text, secret and digest are written out here, and the cause is to be found.

const TEXT = signTextOf(REQUEST);
const mac = (value: string): Mistake => ({ ...REQUEST, mac: value });
const octets = (value: Uint8Array): Mistake => mac(macOf(value));
const secret = (value: string | Uint8Array): Mistake => mac(macOf(TEXT, value));
const arranged = (text: string): Mistake => mac(macOf(text));
const lines = TEXT.slice(0, -1).split('\n');
const RIGHT = macOf(TEXT);
const HEX = Buffer.from(RIGHT, 'base64').toString('hex');

const MISTAKES: Readonly<Record<string, Mistake>> = {
  ...CAPABILITY_MISTAKES,
  'ttl.seconds': signedAs({ ttl: 7200 }),
  'ttl.divided-by-1000': signedAs({ ttl: 7_200_000 }, { ...REQUEST, ttl: 7200 }),
  'ttl.truncated-to-seconds': signedAs({ ttl: 7_200_345 }),
  'ttl.other-unit': signedAs({ ttl: 120 }),
  'ttl.other-unit-sent': signedAs({ ttl: 7_200_000 }, { ...REQUEST, ttl: 120 }),
  'ttl.finer-than-ms': signedAs({ ttl: '7200000000000' }),
  'ttl.finer-than-ms-sent': signedAs({ ttl: 7_200_000 }, { ...REQUEST, ttl: 7_200_000_000_000 }),
  'ttl.duration-text': signedAs({ ttl: 'PT2H' }),
  'ttl.duration-text-sent': signedAs({ ttl: 7_200_000 }, { ...REQUEST, ttl: '02:00:00' }),
  'ttl.expiry': signedAs({ ttl: REQUEST.timestamp + REQUEST.ttl }),
  'ttl.another-default-signed': signedAs({ ttl: 86_400_000 }, { ...REQUEST, ttl: null }),
  'ttl.literal': signedAs({ ttl: '7200000n' }),
  'ttl.32-bit': signedAs({ ttl: -1 }),
  'ttl.another-value': signedAs({ ttl: 1_800_000 }),
  'ttl.absent-as-word': signedAs({ ttl: 'null' }, without('ttl')),
  'ttl.days': signedAs({ ttl: 2 }, { ...REQUEST, ttl: 2 * 86_400_000 }),
  'ttl.dropped-after-signing': signedAs({ ttl: 1_234_000 }, without('ttl')),
  'ttl.default-signed': signedAs({ ttl: 3_600_000 }, without('ttl')),
  'ttl.added-after-signing': signedAs({ ttl: '' }),
  'ttl.zero-signed': signedAs({ ttl: 0 }, { ...REQUEST, ttl: 0 }),
  'ttl.float': signedAs({ ttl: '7200000.0' }),
  'ttl.grouped-digits': signedAs({ ttl: '7,200,000' }),
  'ttl.changed': signedAs({ ttl: 5_432_100 }),
  'timestamp.seconds': signedAs({ timestamp: 1_750_000_000 }),
  'timestamp.divided-by-1000': signedAs({ timestamp: 1_750_000_000_000 }, { ...REQUEST, timestamp: 1_750_000_000 }),
  'timestamp.clock-read-twice': signedAs({ timestamp: REQUEST.timestamp - 3 }),
  'timestamp.local-time': signedAs({ timestamp: REQUEST.timestamp + 7_200_000 }),
  'timestamp.finer-than-ms-sent': signedAs(
    { timestamp: 1_750_000_000_123 },
    { ...REQUEST, timestamp: 1_750_000_000_123_000 },
  ),
  'timestamp.literal': signedAs({ timestamp: '1750000000123L' }),
  'timestamp.32-bit': signedAs({ timestamp: REQUEST.timestamp | 0 }),
  // 15 June 2025, 15:06:40.123 in UTC, as .NET's DateTime has it.
  'timestamp.ticks': signedAs({ timestamp: '638855968001230000' }),
  'timestamp.date-text-sent': signedAs(
    { timestamp: REQUEST.timestamp },
    { ...REQUEST, timestamp: '2025-06-15T15:06:40.123Z' },
  ),
  'timestamp.finer-than-ms': signedAs({ timestamp: '1750000000123000' }),
  'timestamp.truncated-to-seconds': signedAs({ timestamp: 1_750_000_000_000 }),
  'timestamp.float': signedAs({ timestamp: '1.750000000123E12' }),
  'timestamp.grouped-digits': signedAs({ timestamp: '1,750,000,000,123' }),
  'timestamp.date-text': signedAs({ timestamp: '2025-06-15T15:06:40.123Z' }),
  'timestamp.added-after-signing': signedAs({ timestamp: '' }),
  'timestamp.changed': signedAs({ timestamp: 1_750_000_077_777 }),
  'clientId.unsigned': signedAs({ clientId: '' }),
  'clientId.dropped-after-signing': signedAs({ clientId: 'Zoë' }, without('clientId')),
  'clientId.default-wildcard': signedAs({ clientId: '*' }, without('clientId')),
  'clientId.changed': signedAs({ clientId: 'somebody-else' }),
  'clientId.wildcard-signed': signedAs({ clientId: '*' }),
  'clientId.absent-as-word': signedAs({ clientId: 'None' }, without('clientId')),
  'keyName.whole-key': signedAs({ keyName: `${KEY_NAME}:${SECRET}` }),
  'keyName.key-id-only': signedAs({ keyName: 'keyId' }),
  'keyName.unsigned': signedAs({ keyName: '' }),
  'keyName.part-sent': signedAs({ keyName: KEY_NAME }, { ...REQUEST, keyName: 'appId' }),
  'keyName.whole-key-sent': { ...signedAs({}), keyName: `${KEY_NAME}:${SECRET}` },
  'keyName.dropped-after-signing': { ...signedAs({}), keyName: '' },
  'keyName.of-another-key': signedAs({ keyName: KEY_NAME }, { ...REQUEST, keyName: 'appId.another' }),
  'nonce.unsigned': signedAs({ nonce: '' }),
  'nonce.changed': signedAs({ nonce: 'another-nonce-00' }),
  'fields.absence-as-word': signedAs({ ttl: 'null', clientId: 'null' }, without('ttl', without('clientId'))),
  'fields.absence-as-zero': signedAs({ ttl: '0', clientId: '0' }, without('ttl', without('clientId'))),
  'fields.misnamed': { ...without('clientId'), client_id: 'Zoë', mac: signedAs({ clientId: 'Zoë' }).mac } as Mistake,
  'layout.no-final-line-feed': arranged(lines.join('\n')),
  'layout.crlf': arranged(lines.map((line) => `${line}\r\n`).join('')),
  'layout.cr': arranged(lines.map((line) => `${line}\r`).join('')),
  'layout.literal-backslash-n': arranged(lines.map((line) => `${line}\\n`).join('')),
  'layout.other-separator': arranged(lines.join('|')),
  'layout.empty-fields-skipped': { ...without('clientId'), mac: macOf(TEXT.replace('Zoë & Co\n', '')) },
  'layout.extra-line-feed': arranged(`${TEXT}\n`),
  'layout.trimmed': { ...REQUEST, nonce: '', mac: macOf(signTextOf({ ...REQUEST, nonce: '' }).trim()) },
  'layout.indented': arranged(lines.join('\n  ') + '\n'),
  ...Object.fromEntries(
    ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'].map((field, index) => [
      `layout.${field}-missing`,
      arranged(
        lines
          .toSpliced(index, 1)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    ]),
  ),
  'layout.fields-in-another-order': arranged(
    lines
      .toReversed()
      .map((line) => `${line}\n`)
      .join(''),
  ),
  'layout.names-in-sign-text': arranged(
    `keyName=${lines[0]}&ttl=${lines[1]}&capability=${lines[2]}&clientId=${lines[3]}&timestamp=${lines[4]}&nonce=${lines[5]}`,
  ),
  'layout.json-signed': arranged(JSON.stringify(REQUEST)),
  'secret.whole-key': secret(`${KEY_NAME}:${SECRET}`),
  'secret.key-name': secret(KEY_NAME),
  'secret.cut-at-colon': secret('Zm9v'),
  'secret.cut-at-character': mac(macOf(TEXT, 'ab_c-9')),
  'secret.with-key-id': secret(`keyId:${SECRET}`),
  'secret.cut-at-hyphen': secret('Zm9v:YmFy'),
  'secret.cut-at-underscore': mac(macOf(TEXT, 'ab')),
  'secret.cut-at-punctuation': mac(macOf(TEXT, 'ab')),
  'secret.first-character-lost': secret(SECRET.slice(1)),
  'secret.last-character-lost': secret(SECRET.slice(0, -1)),
  'secret.padding-lost': mac(macOf(TEXT, 'Zm9vYmE')),
  'secret.twice': secret(SECRET + SECRET),
  'secret.extra-character': secret(`${SECRET};`),
  'secret.base64-alphabet': secret(SECRET.replaceAll('-', '+')),
  'secret.byte-order-mark': secret(`\ufeff${SECRET}`),
  'secret.optional': secret(`Optional("${SECRET}")`),
  'secret.with-colon': secret(`:${SECRET}`),
  'secret.base64-decoded': mac(macOf(TEXT, Buffer.from('foobar'))),
  'secret.base64-encoded': secret(Buffer.from(SECRET).toString('base64')),
  'secret.hex': secret(Buffer.from(SECRET).toString('hex')),
  'secret.trailing-line-end': secret(`${SECRET}\n`),
  'secret.white-space': secret(`${SECRET} `),
  'secret.quotes': secret(`"${SECRET}"`),
  'secret.hashed': secret(createHash('sha256').update(SECRET).digest()),
  'secret.utf-16': secret(Buffer.from(SECRET, 'utf16le')),
  'secret.case': secret(SECRET.toLowerCase()),
  'secret.url-encoded': secret('Zm9v%3AYmFy-s3cr.et'),
  'secret.key-parts-swapped': secret(`${SECRET}:${KEY_NAME}`),
  'secret.empty': secret(''),
  'secret.word-for-absence': secret('undefined'),
  'digest.sha-1': mac(createHmac('sha1', SECRET).update(TEXT).digest('base64')),
  'digest.sha-224': mac(createHmac('sha224', SECRET).update(TEXT).digest('base64')),
  'digest.text-hashed-first': mac(macOf(createHash('sha256').update(TEXT).digest())),
  'digest.hashed-again': mac(createHash('sha256').update(Buffer.from(RIGHT, 'base64')).digest('base64')),
  'digest.twice': mac(macOf(Buffer.from(RIGHT, 'base64'))),
  'digest.sha-384': mac(createHmac('sha384', SECRET).update(TEXT).digest('base64')),
  'digest.sha-512': mac(createHmac('sha512', SECRET).update(TEXT).digest('base64')),
  'digest.md5': mac(createHmac('md5', SECRET).update(TEXT).digest('base64')),
  'digest.plain-hash': mac(createHash('sha256').update(TEXT).digest('base64')),
  'digest.arguments-swapped': mac(macOf(SECRET, TEXT)),
  'mac.hex': mac(HEX),
  'mac.base64-of-hex': mac(Buffer.from(HEX).toString('base64')),
  'mac.hex-with-separators': mac((HEX.match(/../g) ?? []).join('-').toUpperCase()),
  'mac.hex-of-base64': mac(Buffer.from(RIGHT).toString('hex')),
  'mac.prefixed': mac(`sha256=${RIGHT}`),
  'mac.list-of-bytes': mac(`[${[...Buffer.from(RIGHT, 'base64')].join(', ')}]`),
  'mac.latin-1': mac(Buffer.from(RIGHT, 'base64').toString('latin1')),
  'mac.decoded-as-utf-8': mac(Buffer.from(RIGHT, 'base64').toString()),
  'mac.truncated': mac(RIGHT.slice(0, 40)),
  'mac.case': mac(RIGHT.toLowerCase()),
  'mac.base64-twice': mac(Buffer.from(RIGHT).toString('base64')),
  'mac.base64url': mac(RIGHT.replaceAll('+', '-').replaceAll('/', '_')),
  'mac.no-padding': mac(RIGHT.replace('=', '')),
  'mac.wrong-padding': mac(`${RIGHT}=`),
  'mac.white-space': mac(`${RIGHT}\n`),
  'mac.plus-lost': mac(RIGHT.replaceAll('+', ' ')),
  'mac.url-encoded': mac(encodeURIComponent(RIGHT)),
  'mac.quoted': mac(`b'${RIGHT}'`),
  'mac.unused-bits': mac(RIGHT.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`)),
  'encoding.latin-1': octets(Buffer.from(TEXT, 'latin1')),
  'encoding.ascii': octets(Buffer.from(TEXT.replace(/[^\0-\x7f]/g, '?'))),
  'encoding.utf-16': octets(Buffer.from(TEXT, 'utf16le')),
  'encoding.utf-8-twice': octets(Buffer.from(Buffer.from(TEXT).toString('latin1'))),
  'encoding.byte-order-mark': octets(Buffer.from(`\ufeff${TEXT}`)),
  'encoding.surrogates-encoded-singly': {
    ...REQUEST,
    clientId: '😀',
    // U+1F600 is the surrogates D83D DE00.
    mac: macOf(
      Buffer.from(
        Buffer.from(signTextOf({ ...REQUEST, clientId: 'SMILE' }))
          .toString('hex')
          .replace('534d494c45', 'eda0bdedb880'),
        'hex',
      ),
    ),
  },
  'encoding.base64': arranged(Buffer.from(TEXT).toString('base64')),
  'encoding.hex': arranged(Buffer.from(TEXT).toString('hex')),
  'encoding.url-encoded': arranged(encodeURIComponent(TEXT)),
  'encoding.json-string': arranged(JSON.stringify(TEXT)),
  'encoding.quoted': arranged(`"${TEXT}"`),
  'encoding.nul': arranged(`${TEXT}\0`),
  'encoding.normal-form': octets(Buffer.from(TEXT.replaceAll('ë', 'e\u0308').replaceAll('é', 'e\u0301'))),
};

/** What the signer meant, where nothing else can tell. */
const INTENDED: Readonly<Record<string, object>> = {
  'capability.changed': { capability: { other: ['publish'] } },
  'capability.verbatim': { capability: '{"b":["c"], "a":["c"]}' },
  'ttl.changed': { ttl: 5_432_100 },
  'ttl.dropped-after-signing': { ttl: 1_234_000 },
  'capability.dropped-after-signing': { capability: { a: ['b'] } },
  'timestamp.changed': { timestamp: 1_750_000_077_777 },
  'clientId.dropped-after-signing': { clientId: 'Zoë' },
  'clientId.changed': { clientId: 'somebody-else' },
  'nonce.changed': { nonce: 'another-nonce-00' },
};

const KEYS: Readonly<Record<string, string>> = {
  'secret.cut-at-character': `${KEY_NAME}:ab_c-9+def`,
  'secret.cut-at-underscore': `${KEY_NAME}:ab_cdef`,
  'secret.cut-at-punctuation': `${KEY_NAME}:ab-c_def`,
  'secret.padding-lost': `${KEY_NAME}:Zm9vYmE=`,
  'secret.base64-decoded': `${KEY_NAME}:Zm9vYmFy`,
};

/** Fields that every request has: absent only by mistake. */
const NEVER_ABSENT = new Set(['keyName.absent-as-word', 'timestamp.absent-as-word', 'nonce.absent-as-word']);

describe('a cause', () => {
  it('has a mistake here that only it explains, each of them', () => {
    const forms = new Set(FORM_CAUSES.map(({ id }) => id));
    const others = CAUSES.map(({ id }) => id).filter((id) => !forms.has(id) && !NEVER_ABSENT.has(id));
    expect(Object.keys(MISTAKES).toSorted()).toEqual(others.toSorted());
  });

  it.each(Object.keys(MISTAKES))('%s explains the request that was made with it', async (id) => {
    const key = KEYS[id] ?? `${KEY_NAME}:${SECRET}`;
    const answer = await explainMac({ request: MISTAKES[id], key, intended: INTENDED[id] });
    const { matches, explanations } = answer;
    expect(matches).toBe(id === 'capability.sent-as-object');
    expect(JSON.stringify(answer)).not.toContain(key.slice(key.indexOf(':') + 1));
    const named = explanations
      .flatMap(({ causes, or }) => [causes, ...or])
      .map((causes) => causes.map((cause) => cause.id));
    expect(named).toContainEqual(expect.arrayContaining([id]));
    expect(Math.min(...named.map((causes) => causes.length)), JSON.stringify(named)).toBeLessThanOrEqual(
      ['capability.reserialised', 'fields.misnamed'].includes(id) ? 3 : 1,
    );
  });

  it('says what went wrong and how to fix it, and has an id of its own', () => {
    expect(new Set(CAUSES.map(({ id }) => id)).size).toBe(CAUSES.length);
    for (const { id, message, remediation, seenIn } of CAUSES) {
      expect(id).toMatch(/^[a-zA-Z]+\.[a-zA-Z0-9-]+$/);
      expect(message.length).toBeGreaterThan(8);
      expect(remediation).toMatch(/^\.?[A-Z].*\.$/s);
      expect(new Set(seenIn).size).toBe(seenIn.length);
    }
  });
});
