import { createTokenRequest, signText } from '@ably-auth/core';
import { signTextOctets } from '@ably-auth/explain/internal';
import { describe, expect, it } from 'vitest';
import { explainForm } from './explain-request.js';
import { octetRows } from './octet-cells.js';
import { aboutResource, permission, readCapability } from './read-capability.js';
import { CAPABILITIES, EXPLAIN_SAMPLE, SIGN_SAMPLE } from './samples.js';
import { signForm } from './sign-request.js';

const EMPTY = { key: 'appId.keyId:keySecret', ttl: '', capability: '', clientId: '', timestamp: '', nonce: '' };

describe('the capability tool', () => {
  it('says what is permitted and what is not known', () => {
    const answer = readCapability('{"a":["x-new"],"[queue]*":["*"]}');
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.unknown).toEqual(['x-new']);
    expect(answer.value.isCanonical).toBe(false);
    expect(answer.value.entries.map(({ resource }) => resource)).toEqual(['[queue]*', 'a']);
    expect(permission(answer.value.capability, '[queue]b', 'publish')).toBe('publish on [queue]b: permitted');
  });

  it('says why a text is not valid', () => {
    expect(readCapability('{"a":[]}')).toMatchObject({ ok: false, error: { code: 40000 } });
  });

  it('says in words which names a resource matches', () => {
    expect(aboutResource('news')).toBe('the channel of this name');
    expect(aboutResource('foo*')).toBe('the channel of this name');
    expect(aboutResource('*')).toBe('every channel');
    expect(aboutResource('[queue]*')).toBe('every queue');
    expect(aboutResource('[*]*')).toBe('every channel, queue and metachannel');
    expect(aboutResource('chat:*')).toBe('the channel chat and all below it');
    expect(aboutResource('a:*:b')).toBe('channels of this pattern, with any one segment for each * inside it');
  });

  it('has examples that have something in common', () => {
    expect(readCapability(CAPABILITIES.one).ok && readCapability(CAPABILITIES.other).ok).toBe(true);
  });
});

describe('the signing tool', () => {
  it('leaves out what is empty, and signs the rest', async () => {
    const answer = await signForm(EMPTY);
    if (!answer.ok) throw new Error(answer.error.message);
    expect(Object.keys(answer.value.request)).toEqual(['keyName', 'timestamp', 'nonce', 'mac']);
    const sample = await signForm(SIGN_SAMPLE);
    const { key, ttl, timestamp, ...rest } = SIGN_SAMPLE;
    const request = await createTokenRequest({ ...rest, ttl: Number(ttl), timestamp: Number(timestamp) }, { key });
    expect(sample).toMatchObject({ ok: true, value: { request, signText: signText(request) } });
  });

  it.each([
    ['ttl', 'soon', 40003],
    ['ttl', '1.5', 40003],
    ['ttl', '1e3', 40003],
    ['timestamp', '0x10', 40003],
    ['capability', '{', 40000],
    ['nonce', 'short', 40003],
    ['key', 'none', 40101],
  ])('passes on the refusal of %s %s', async (field, text, code) => {
    const answer = await signForm({ ...EMPTY, [field]: text });
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });
});

describe('the explaining tool', () => {
  it('finds the mistake of its example', async () => {
    const answer = await explainForm(EXPLAIN_SAMPLE);
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.reasons.map(({ code }) => code)).toEqual([40101]);
    expect(answer.value.causes[0]).toContain('json.dumps');
    expect(answer.value.difference?.actual).toContain('"chat:*": ');
  });

  it('takes a request out of a log line, and says so', async () => {
    const answer = await explainForm({ ...EXPLAIN_SAMPLE, request: `refused: ${EXPLAIN_SAMPLE.request} (40101)` });
    expect(answer).toMatchObject({
      ok: true,
      value: { reasons: [{ code: 40101 }], taken: ['text around the request'] },
    });
  });

  it('has one reason for text that holds no request, and no MAC', async () => {
    const answer = await explainForm({ ...EXPLAIN_SAMPLE, request: 'x' });
    expect(answer).toMatchObject({ ok: true, value: { reasons: [{ code: 40001 }], mac: undefined } });
  });

  it('names another key as such', async () => {
    const answer = await explainForm({ ...EXPLAIN_SAMPLE, key: 'appId.other:secret' });
    expect(answer).toMatchObject({ ok: true, value: { reasons: [{ code: 40400 }], causes: [] } });
  });

  it('lists what is tolerated', async () => {
    const request = EXPLAIN_SAMPLE.request.replace('3600000', '"3600000"');
    const answer = await explainForm({ ...EXPLAIN_SAMPLE, request, key: '' });
    expect(answer).toMatchObject({ ok: true, value: { leniencies: [{ path: '$.ttl' }], mac: undefined } });
  });
});

describe('the picture of a sign text', () => {
  it('has the octets of the text', () => {
    const text = 'a.b\n\n{"é":["*"]}\n\n1\n𝄞 n\n';
    const drawn = octetRows(text).map(({ cells }) => cells.map(({ hex }) => hex).join(' '));
    expect(drawn).toEqual(signTextOctets(text).map(({ octets }) => octets));
  });

  it('shows a character once, and says what it is', () => {
    const [row] = octetRows('é \n');
    expect(row?.cells.map(({ label }) => label)).toEqual(['é', '·', '␣', 'LF']);
    expect(row?.spoken).toBe('keyName: é , then a line feed; 4 octets');
  });

  it('cuts what is too long to draw', () => {
    const [row] = octetRows(`${'x'.repeat(1000)}\n`);
    expect(row?.cells).toHaveLength(400);
    expect(row?.more).toBe(601);
  });
});
