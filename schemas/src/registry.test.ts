import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes } from './error-codes.js';
import type { FieldDoc } from './field.js';
import { patterns } from './patterns.js';
import { registry } from './registry.js';
import { specPoints } from './spec-points.js';

type Member = { readonly type?: string };
type Schema = {
  readonly properties?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
};
type Published = {
  readonly name: string;
  readonly schema: string;
  readonly fields: Readonly<Record<string, FieldDoc>>;
};

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../json/${name}`, import.meta.url), 'utf8'));
const published = (readJson('registry.json') as { types: readonly Published[] }).types;
const schemaOf = (name: string) => readJson(`${name}.json`) as Schema;

const fields = published.flatMap(({ name, schema, fields: docs }) => {
  const { properties = {}, required = [] } = readJson(schema) as Schema;
  return Object.entries(properties).map(([member, { type }]) => ({
    place: `${name}.${member}`,
    isRequired: required.includes(member),
    isNumber: type === 'integer',
    doc: docs[`/properties/${member}`],
  }));
});

/** Fields that the specification does not number: the service adds them. */
const WITHOUT_POINT = new Set(['TokenDetails.keyName', 'ErrorInfo.remediation']);

describe('the registry', () => {
  it('has every type of the protocol, a type after those that it holds', () => {
    const names =
      'ApiKey Capability TokenParams UnsignedTokenRequest TokenRequest TokenDetails ' +
      'AuthOptions ErrorInfo TokenRevocationTargetSpecifier TokenRevocationRequest TokenRevocationSuccessResult ' +
      'TokenRevocationFailureResult TokenRevocationResult AblyJwtHeader AblyJwtClaims';
    expect(registry.map(({ name }) => name)).toEqual(names.split(' '));
    for (const { name, description, code } of registry) {
      expect(description, name).toMatch(/^[A-Z].*\.$/);
      expect(errorCodes, name).toHaveProperty(code);
    }
  });

  it('is closed where a caller builds the value, and open where a service answers (RSF1)', () => {
    const isOpen = (name: string) => schemaOf(name).additionalProperties;
    const built = ['TokenParams', 'TokenRequest', 'UnsignedTokenRequest', 'AuthOptions', 'TokenRevocationRequest'];
    const answered = ['TokenDetails', 'ErrorInfo', 'TokenRevocationResult', 'AblyJwtHeader', 'AblyJwtClaims'];
    expect(built.map(isOpen)).toEqual(built.map(() => false));
    expect(answered.map(isOpen)).toEqual(answered.map(() => true));
    expect(isOpen('TokenRevocationTargetSpecifier')).toBe(false);
    expect(isOpen('TokenRevocationSuccessResult')).toBe(true);
    expect(isOpen('TokenRevocationFailureResult')).toBe(true);
  });

  it('requires what the specification requires', () => {
    const required = published.map(({ name }) => [name, schemaOf(name).required ?? []]);
    expect(Object.fromEntries(required.filter(([, members]) => members?.length !== 0))).toEqual({
      UnsignedTokenRequest: ['keyName', 'timestamp'],
      TokenRequest: ['keyName', 'timestamp', 'nonce', 'mac'],
      TokenDetails: ['token'], // RSA16b
      ErrorInfo: ['code', 'statusCode', 'message'],
      TokenRevocationTargetSpecifier: ['type', 'value'],
      TokenRevocationRequest: ['targets'],
      TokenRevocationSuccessResult: ['target', 'appliesAt', 'issuedBefore'],
      TokenRevocationFailureResult: ['target', 'error'],
      TokenRevocationResult: ['successCount', 'failureCount', 'results'],
      AblyJwtHeader: ['alg', 'kid'],
      AblyJwtClaims: ['iat', 'exp'],
    });
  });

  it('lists members that are not JSON beside the schema', () => {
    const callables = registry.flatMap(({ name, callables: own = {} }) =>
      Object.keys(own).map((key) => `${name}.${key}`),
    );
    expect(callables).toEqual(['AuthOptions.authCallback']);
    expect(schemaOf('AuthOptions').properties).not.toHaveProperty('authCallback');
  });
});

describe('every field', () => {
  it.each(fields)('$place says what it is, where it stands in the specification, and since when', ({ place, doc }) => {
    expect(doc?.description).toMatch(/^[A-Z`].*\.$/);
    expect(doc?.since).toMatch(/^(0\.8|1\.[0-2]|2\.[0-1]|6\.0)$/);
    expect(doc?.examples.length).toBeGreaterThan(0);
    for (const point of doc?.spec ?? []) expect(specPoints).toHaveProperty(point);
    expect([place, doc?.spec.length === 0]).toEqual([place, WITHOUT_POINT.has(place)]);
  });

  it.each(fields.filter(({ isNumber }) => isNumber))('$place, a number, says its unit', ({ doc }) => {
    expect(doc?.unit).toMatch(/^[\w ]+$/);
  });

  it.each(fields)('$place says what holds where it is absent, if it may be', ({ doc, isRequired }) => {
    expect(doc?.absent ?? '').toMatch(isRequired ? /^$/ : /^[a-z].*\.$/);
  });

  it('that is deprecated says what to do instead', () => {
    const deprecated = fields.filter(({ doc }) => doc?.deprecated !== undefined);
    expect(deprecated.map(({ place, doc }) => [place, doc?.deprecated])).toEqual([
      ['AuthOptions.force', expect.stringMatching(/dropped in 1\.0/)],
    ]);
  });
});

describe('every type without members', () => {
  it.each(published.filter(({ schema }) => !(readJson(schema) as Schema).properties))(
    '$name is documented',
    ({ fields: docs }) => {
      expect(docs['']).toMatchObject({ description: expect.stringMatching(/\.$/), since: '0.8' });
      expect(docs['']?.spec.length).toBeGreaterThan(0);
    },
  );
});

describe('every pattern', () => {
  it.each(Object.entries(patterns))('%s covers the whole text, without flags', (_, { regex, meaning }) => {
    expect(regex.source).toMatch(/^\^.*\$$/);
    expect(regex.flags).toBe('');
    expect(meaning).toMatch(/^[a-z`]/);
    // What RE2, PCRE, Java and .NET read alike: no look-around, no back reference, no shorthand with a meaning of its own.
    expect(regex.source).not.toMatch(/\(\?|\\[1-9bBdDwWsSpPk]/);
    expect(() => new RegExp(regex.source, 'u')).not.toThrow();
  });

  it('accepts and refuses known texts', () => {
    const { NO_CONTROL_CHARACTERS, KEY_NAME, API_KEY, MAC, NO_LINE_FEED, NO_COLON } = patterns;
    const mac = 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=';
    const cases: [RegExp, readonly string[], readonly string[]][] = [
      [NO_CONTROL_CHARACTERS.regex, ['', 'a b', 'é😀\u2028\x80'], ['\n', 'a\n', '\na', '\0', '\x1f', '\x7f', 'a\r\nb']],
      [KEY_NAME.regex, ['a.b', 'aB-1_.Z-_9'], ['', 'a', 'a.', '.b', 'a.b.c', 'a.b:c', 'a b.c', 'a.b\n', ' a.b', 'é.b']],
      [
        API_KEY.regex,
        ['a.b:c', 'a.b:c:d:', 'a.b:!~'],
        ['a.b', 'a.b:', ':c', 'a.b:c d', 'a.b:c\n', 'a.b: c', 'a.b:é', 'a.b.c:d'],
      ],
      [
        MAC.regex,
        [mac, `${'A'.repeat(43)}=`],
        ['', mac.slice(0, -1), `${mac}=`, `${mac}\n`, mac.replace('Q=', 'R='), mac.replace('/', '_')],
      ],
      [NO_LINE_FEED.regex, ['', 'a b', '\r\t\0'], ['\n', 'a\n', '\na']],
      [NO_COLON.regex, ['', 'clientId', 'a\nb'], [':', 'a:b']],
    ];
    for (const [regex, taken, refused] of cases) {
      expect(taken.filter((text) => !regex.test(text))).toEqual([]);
      expect(refused.filter((text) => regex.test(text))).toEqual([]);
    }
  });

  it('of the MAC takes one text for each 32 bytes', () => {
    const bytes = Buffer.alloc(32, 0xa5);
    for (let last = 0; last < 256; last++) {
      bytes[31] = last;
      const canonical = bytes.toString('base64');
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      const texts = Array.from(alphabet, (character) => `${canonical.slice(0, 42)}${character}=`);
      const same = texts.filter((text) => Buffer.from(text, 'base64').equals(bytes));
      expect(same).toHaveLength(4);
      expect(same.filter((text) => patterns.MAC.regex.test(text))).toEqual([canonical]);
    }
  });
});
