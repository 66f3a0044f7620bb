import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CAUSES, explainMac } from './index.js';
import { KEY_NAME, macOf, REQUEST, SECRET, signTextOf, signedAs, type Fields } from './request.testing.js';

// Each mistake, made by hand: text, secret and digest are written out here, and the cause is to be found.

type Mistake = Fields & { mac: string };
const TEXT = signTextOf(REQUEST);
const mac = (value: string): Mistake => ({ ...REQUEST, mac: value });
const octets = (value: Uint8Array): Mistake => mac(macOf(value));
const secret = (value: string | Uint8Array): Mistake => mac(macOf(TEXT, value));
const arranged = (text: string): Mistake => mac(macOf(text));
const canonical = (capability: string): Fields => ({ ...REQUEST, capability });
/** The capability is signed as that text; the request has the canonical one. */
const capability = (signed: string, sent: string = REQUEST.capability) =>
  signedAs({ capability: signed }, canonical(sent));
const without = (member: keyof typeof REQUEST, fields: Fields = REQUEST): Fields => ({ ...fields, [member]: null });
const lines = TEXT.slice(0, -1).split('\n');
const html = '{"<a>&\'b\'=+":["publish"]}';
const stars = '{"a":["*","publish"],"b":[]}';
const RIGHT = macOf(TEXT);

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'capability.reserialised': signedAs({ capability: '{"a":["b"],"c":["d"]}' }, canonical('{"c": ["d"], "a": ["b"]}')),
  'capability.changed': signedAs({ capability: '{"other":["publish"]}' }),
  'capability.verbatim': signedAs({ capability: '{"b":["c"], "a":["c"]}' }, canonical('{"a":["c"],"b":["c"]}')),
  'capability.resources-by-code-point': capability('{"\uffee":["a"],"😀":["a"]}', '{"😀":["a"],"\uffee":["a"]}'),
  'capability.resources-integers-first': capability(
    '{"9":["a"],"10":["a"],"!":["a"]}',
    '{"!":["a"],"10":["a"],"9":["a"]}',
  ),
  'capability.resources-numeric-strings-as-numbers': capability(
    '{"-5":["a"],"-3":["a"],"9":["a"],"10":["a"]}',
    '{"-3":["a"],"-5":["a"],"10":["a"],"9":["a"]}',
  ),
  'capability.resources-by-culture': capability(
    '{"_x":["a"],"a":["a"],"A":["a"],"b":["a"],"é":["a"],"f":["a"],"Z":["a"]}',
    '{"A":["a"],"Z":["a"],"_x":["a"],"a":["a"],"b":["a"],"f":["a"],"é":["a"]}',
  ),
  'capability.resources-ignoring-case': capability(
    '{"a":["a"],"B":["a"],"c":["a"],"D":["a"],"_":["a"],"é":["a"]}'
      .replace('"_":["a"],', '')
      .replace('"a":', '"_":["a"],"a":'),
    '{"B":["a"],"D":["a"],"_":["a"],"a":["a"],"c":["a"],"é":["a"]}',
  ),
  'capability.resources-unsorted': capability('{"news":["history"],"chat/é":["publish","subscribe"]}'),
  // The order that java 17 printed for a HashMap of these names.
  'capability.resources-by-hash': capability(
    '{"Q":["a"],"emoji":["a"],"channel:alpha":["a"],"chat:1":["a"],"z":["a"],"sport":["a"]}',
    '{"Q":["a"],"channel:alpha":["a"],"chat:1":["a"],"emoji":["a"],"sport":["a"],"z":["a"]}',
  ),
  'capability.operations-unsorted': capability('{"chat/é":["subscribe","publish"],"news":["history"]}'),
  'capability.operations-duplicated': capability('{"a":["b","b","c"]}', '{"a":["c","b","b"]}'),
  'capability.operations-by-hash': capability(
    '{"a":["stats","subscribe","publish","history","push-admin","presence"]}',
    '{"a":["history","presence","publish","push-admin","stats","subscribe"]}',
  ),
  'capability.space-after-separators': capability('{"chat/é": ["publish", "subscribe"], "news": ["history"]}'),
  'capability.space-after-colon': capability('{"chat/é": ["publish","subscribe"],"news": ["history"]}'),
  'capability.space-after-comma': capability('{"chat/é":["publish", "subscribe"], "news":["history"]}'),
  'capability.space-inside-brackets': capability('{ "chat/é": [ "publish", "subscribe" ], "news": [ "history" ] }'),
  'capability.indented-2': capability('{\n  "a": [\n    "b"\n  ]\n}', '{"a":["b"]}'),
  'capability.indented-4': capability('{\n    "a": [\n        "b"\n    ]\n}', '{"a":["b"]}'),
  'capability.indented-tab': capability('{\n\t"a": [\n\t\t"b"\n\t]\n}', '{"a":["b"]}'),
  'capability.indented-crlf': capability('{\r\n  "a": [\r\n    "b"\r\n  ]\r\n}', '{"a":["b"]}'),
  'capability.indented-jackson': capability('{\n  "a" : [ "b" ]\n}', '{"a":["b"]}'),
  'capability.indented-org-json': capability(
    '{\n  "a": ["b"],\n  "c": [\n    "d",\n    "e"\n  ]\n}',
    '{"a":["b"],"c":["d","e"]}',
  ),
  'capability.indented-swift': capability('{\n  "a" : [\n    "b"\n  ]\n}', '{"a":["b"]}'),
  'capability.line-end-after': capability(`${REQUEST.capability}\n`),
  'capability.space-around': capability(` ${REQUEST.capability} `),
  'capability.byte-order-mark': capability(`\ufeff${REQUEST.capability}`),
  'capability.escaped-slash': capability('{"chat\\/é":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-non-ascii': capability('{"chat/\\u00e9":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-non-ascii-upper': capability('{"chat/\\u00E9":["publish","subscribe"],"news":["history"]}'),
  'capability.escaped-line-separators': capability('{"é\\u2028":["a"]}', '{"é\u2028":["a"]}'),
  'capability.escaped-html': capability('{"\\u003ca\\u003e\\u0026\'b\'=+":["publish"]}', html),
  'capability.escaped-html-gson': capability('{"\\u003ca\\u003e\\u0026\\u0027b\\u0027\\u003d+":["publish"]}', html),
  'capability.escaped-html-dotnet': capability('{"\\u003Ca\\u003E\\u0026\\u0027b\\u0027=\\u002B":["publish"]}', html),
  'capability.escaped-html-upper': capability('{"\\u003Ca\\u003E\\u0026\\u0027b\\u0027=+":["publish"]}', html),
  'capability.long-control-escapes': capability('{"a\\u0008":["b"]}', '{"a\\b":["b"]}'),
  'capability.star-swallows-operations': capability('{"a":["*"],"b":[]}', stars),
  'capability.spaces-removed-from-names': capability('{"ab":["c"]}', '{"a b":["c"]}'),
  'capability.empty-entries-dropped': capability('{"a":["*","publish"]}', stars),
  'capability.lower-case-names': capability('{"ab":["c"]}', '{"aB":["c"]}'),
  'capability.single-operation-as-string': capability('{"chat/é":["publish","subscribe"],"news":"history"}'),
  'capability.default-everything': signedAs({ capability: '{"*":["*"]}' }, without('capability')),
  'capability.default-added-after-signing': signedAs({ capability: '' }, canonical('{"*":["*"]}')),
  'capability.dropped': signedAs({ capability: '' }),
  'capability.empty-object': signedAs({ capability: '{}' }, without('capability')),
  'capability.empty-list': signedAs({ capability: '[]' }, without('capability')),
  'capability.empty-text-quoted': signedAs({ capability: '""' }, canonical('')),
  'capability.list-of-lists': capability('[["a"],["b"]]', '{"0":["a"],"1":["b"]}'),
  'capability.encoded-twice': capability('"{\\"a\\":[\\"b\\"]}"', '{"a":["b"]}'),
  'capability.url-encoded': capability('%7B%22a%22%3A%5B%22b%22%5D%7D', '{"a":["b"]}'),
  'capability.python-repr': capability("{'a': ['b', 'c']}", '{"a":["b","c"]}'),
  'capability.ruby-inspect': capability('{"a"=>["b", "c"]}', '{"a":["b","c"]}'),
  'capability.java-to-string': capability('{a=[b, c]}', '{"a":["b","c"]}'),
  'capability.go-format': capability('map[a:[b c]]', '{"a":["b","c"]}'),
  'capability.swift-description': capability('["a": ["b", "c"]]', '{"a":["b","c"]}'),
  'capability.javascript-string': capability('[object Object]'),
  'capability.php-array': capability('Array'),
  'capability.sent-as-object': { ...signedAs({}, canonical('{"a":["b"]}')), capability: { a: ['b'] } },
  'ttl.seconds': signedAs({ ttl: 7200 }),
  'ttl.divided-by-1000': signedAs({ ttl: 7_200_000 }, { ...REQUEST, ttl: 7200 }),
  'ttl.truncated-to-seconds': signedAs({ ttl: 7_200_345 }),
  'ttl.days': signedAs({ ttl: 2 }, { ...REQUEST, ttl: 2 * 86_400_000 }),
  'ttl.dropped-after-signing': signedAs({ ttl: 1_800_000 }, without('ttl')),
  'ttl.default-signed': signedAs({ ttl: 3_600_000 }, without('ttl')),
  'ttl.added-after-signing': signedAs({ ttl: '' }),
  'ttl.zero-signed': signedAs({ ttl: 0 }, { ...REQUEST, ttl: 0 }),
  'ttl.float': signedAs({ ttl: '7200000.0' }),
  'ttl.grouped-digits': signedAs({ ttl: '7,200,000' }),
  'ttl.changed': signedAs({ ttl: 5_432_100 }),
  'timestamp.seconds': signedAs({ timestamp: 1_750_000_000 }),
  'timestamp.divided-by-1000': signedAs({ timestamp: 1_750_000_000_000 }, { ...REQUEST, timestamp: 1_750_000_000 }),
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
  'clientId.url-encoded': signedAs({ clientId: 'Zo%C3%AB%20%26%20Co' }),
  'clientId.base64': signedAs({ clientId: 'Wm/DqyAmIENv' }),
  'clientId.json-escaped': signedAs({ clientId: '"Zo\\u00eb & Co"' }),
  'clientId.trimmed': signedAs({ clientId: 'Zoë & Co ' }),
  'clientId.case': signedAs({ clientId: 'zoë & co' }),
  'keyName.whole-key': signedAs({ keyName: `${KEY_NAME}:${SECRET}` }),
  'keyName.key-id-only': signedAs({ keyName: 'keyId' }),
  'keyName.of-another-key': signedAs({ keyName: KEY_NAME }, { ...REQUEST, keyName: 'appId.another' }),
  'nonce.unsigned': signedAs({ nonce: '' }),
  'nonce.changed': signedAs({ nonce: 'another-nonce-00' }),
  'nonce.url-encoded': signedAs({ nonce: '0123%2F456%2B789abcdef' }, { ...REQUEST, nonce: '0123/456+789abcdef' }),
  'fields.absence-as-word': signedAs({ ttl: 'null', clientId: 'null' }, without('ttl', without('clientId'))),
  'fields.absence-as-zero': signedAs({ ttl: '0' }, without('ttl')),
  'fields.misnamed': { ...without('clientId'), client_id: 'Zoë', mac: signedAs({ clientId: 'Zoë' }).mac } as Mistake,
  'layout.no-final-line-feed': arranged(lines.join('\n')),
  'layout.crlf': arranged(lines.map((line) => `${line}\r\n`).join('')),
  'layout.cr': arranged(lines.map((line) => `${line}\r`).join('')),
  'layout.literal-backslash-n': arranged(lines.map((line) => `${line}\\n`).join('')),
  'layout.other-separator': arranged(lines.join('|')),
  'layout.empty-fields-skipped': { ...without('clientId'), mac: macOf(TEXT.replace('Zoë & Co\n', '')) },
  'layout.extra-line-feed': arranged(`${TEXT}\n`),
  'layout.field-missing': arranged(TEXT.replace('7200000\n', '')),
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
  'digest.sha-384': mac(createHmac('sha384', SECRET).update(TEXT).digest('base64')),
  'digest.sha-512': mac(createHmac('sha512', SECRET).update(TEXT).digest('base64')),
  'digest.md5': mac(createHmac('md5', SECRET).update(TEXT).digest('base64')),
  'digest.plain-hash': mac(createHash('sha256').update(TEXT).digest('base64')),
  'digest.arguments-swapped': mac(macOf(SECRET, TEXT)),
  'mac.hex': mac(Buffer.from(RIGHT, 'base64').toString('hex')),
  'mac.base64-of-hex': mac(Buffer.from(Buffer.from(RIGHT, 'base64').toString('hex')).toString('base64')),
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
  'encoding.nfc': { ...REQUEST, clientId: 'Zoe\u0308', mac: macOf(signTextOf({ ...REQUEST, clientId: 'Zo\u00eb' })) },
  'encoding.nfd': octets(Buffer.from(TEXT.replaceAll('ë', 'e\u0308').replaceAll('é', 'e\u0301'))),
  'encoding.nfkc': { ...REQUEST, clientId: 'ﬁ', mac: macOf(signTextOf({ ...REQUEST, clientId: 'fi' })) },
};

/** What the signer meant, where nothing else can tell. */
const INTENDED: Readonly<Record<string, object>> = {
  'capability.changed': { capability: { other: ['publish'] } },
  'capability.verbatim': { capability: '{"b":["c"], "a":["c"]}' },
  'ttl.changed': { ttl: 5_432_100 },
  'timestamp.changed': { timestamp: 1_750_000_077_777 },
  'clientId.dropped-after-signing': { clientId: 'Zoë' },
  'clientId.changed': { clientId: 'somebody-else' },
  'nonce.changed': { nonce: 'another-nonce-00' },
};

const KEYS: Readonly<Record<string, string>> = {
  'secret.cut-at-character': `${KEY_NAME}:ab_c-9+def`,
  'secret.base64-decoded': `${KEY_NAME}:Zm9vYmFy`,
};

describe('a cause', () => {
  it('has a mistake here that only it explains, each of them', () => {
    expect(Object.keys(MISTAKES).toSorted()).toEqual(CAUSES.map(({ id }) => id).toSorted());
  });

  it.each(CAUSES.map(({ id }) => id))('%s explains the request that was made with it', async (id) => {
    const key = KEYS[id] ?? `${KEY_NAME}:${SECRET}`;
    const answer = await explainMac({ request: MISTAKES[id], key, intended: INTENDED[id] });
    const { matches, explanations } = answer;
    expect(matches).toBe(false);
    expect(JSON.stringify(answer)).not.toContain(key.slice(key.indexOf(':') + 1));
    const named = explanations
      .flatMap(({ causes, or }) => [causes, ...or])
      .map((causes) => causes.map((cause) => cause.id));
    expect(named).toContainEqual(expect.arrayContaining([id]));
    expect(Math.min(...named.map((causes) => causes.length)), JSON.stringify(named)).toBeLessThanOrEqual(
      ['capability.reserialised', 'fields.misnamed'].includes(id) ? 3 : 1,
    );
  });

  it('says what went wrong and how to mend it, and has an id of its own', () => {
    expect(new Set(CAUSES.map(({ id }) => id)).size).toBe(CAUSES.length);
    for (const { id, title, mend, seenIn } of CAUSES) {
      expect(id).toMatch(/^[a-zA-Z]+\.[a-z0-9-]+$/);
      expect(title.length).toBeGreaterThan(8);
      expect(mend).toMatch(/^\.?[A-Z].*\.$/s);
      expect(new Set(seenIn).size).toBe(seenIn.length);
    }
  });
});
