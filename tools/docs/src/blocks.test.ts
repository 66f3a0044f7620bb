import { describe, expect, it } from 'vitest';
import { drawBlocks } from './blocks.js';
import { intersectionsTable, matchesTable } from './matches.js';
import { withSdkResults } from './sdk-results.js';

describe('a block of matches', () => {
  it('becomes a table of what permits says', () => {
    const drawn = drawBlocks('```matches\nfoo:* permits foo, foo:bar\nfoo:* refuses foobar\n```\n');
    expect(drawn).toContain('| `foo:*` | `foo`, `foo:bar` | `foobar` |');
  });

  it.each(['foo:* permits foobar', 'foo:* refuses foo', 'foo matches foo'])(
    'fails the build where it says %s',
    (line) => {
      expect(() => matchesTable(line)).toThrow('matches: ');
    },
  );
});

describe('a block of intersections', () => {
  it('becomes a table of what intersect gives', () => {
    const table = intersectionsTable('{"a:*":["publish"]}\n∩ {"a:b":["*"]}\n= {"a:b":["publish"]}\n');
    expect(table).toContain('| `{"a:*":["publish"]}` | `{"a:b":["*"]}` | `{"a:b":["publish"]}` |');
  });

  it('fails the build where it says something else', () => {
    expect(() => intersectionsTable('{"a":["*"]}\n∩ {"b":["*"]}\n= {"a":["*"]}')).toThrow('is {}, not');
  });
});

describe('a sign text', () => {
  it('is drawn from the request of the block', () => {
    const drawn = drawBlocks('```json sign-text\n{ "keyName": "a.b", "timestamp": 1, "nonce": "n" }\n```\n');
    expect(drawn).toContain('"keyName"');
    const [, encoded = ''] = /encoded="([^"]+)"/.exec(drawn) ?? [];
    expect(decodeURIComponent(encoded)).toBe('a.b\n\n\n\n1\nn\n');
  });
});

it('leaves other blocks as they are', () => {
  const text = '```ts\nsequence;\n```\n\n```sh\nls\n```\n';
  expect(drawBlocks(text)).toBe(text);
});

describe('a line of vectors', () => {
  it('is followed by what the SDKs answered', () => {
    const text = withSdkResults('Vectors: `create-token-request/absent/no-ttl`\n');
    expect(text).toMatch(/\| ably-js [\d.]+ \| 1 of 1 \| – \|/);
    expect(text).toMatch(/\| ably-go [\d.]+ \| 0 of 1 \| .*3600000.* \|/);
  });

  it('says so where none was asked', () => {
    expect(withSdkResults('Vectors: `covers/names/*`')).toContain('None of the SDKs');
  });

  it('fails the build where there is no such vector', () => {
    expect(() => withSdkResults('Vectors: `covers/none/*`')).toThrow('there is no `covers/none/*`');
  });
});
