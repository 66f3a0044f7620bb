import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonLine, linesOf } from './json-lines.js';

const TEXT = 'a\u0085é\u2028\u2029😀\ufeff\r\v';

describe('a line of JSON', () => {
  it('is plain ASCII, and reads back as the same value', () => {
    const line = jsonLine({ [TEXT]: TEXT });
    expect(line).toMatch(/^[\x20-\x7e]*\n$/);
    expect(JSON.parse(line)).toEqual({ [TEXT]: TEXT });
  });
});

describe('the lines of a stream', () => {
  it('end at line feeds alone, for any chunks', async () => {
    const octets = Buffer.from(`{"a":"${TEXT}"}\n\n{"b":1}\nrest`);
    const stream = new PassThrough();
    for (const octet of octets) stream.write(Buffer.of(octet));
    stream.end();
    const lines: string[] = [];
    for await (const line of linesOf(stream)) lines.push(line);
    expect(lines).toEqual([`{"a":"${TEXT}"}`, '', '{"b":1}', 'rest']);
  });
});
