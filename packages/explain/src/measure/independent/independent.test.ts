import { describe, expect, it } from 'vitest';
import { explain } from '../../index.js';
import { checkAnswer } from './check-answer.testing.js';
import { measure, totalsOf } from './measure.testing.js';
import { MISTAKES, sampleOf } from './mistakes.testing.js';
import { OTHERS, PASTES } from './pastes.testing.js';
import { send, textOf } from './plan.testing.js';
import { Random } from '../random.testing.js';
import { randomPlan } from './requests.testing.js';

const SEED = 1000;
const seeds = (count: number) => Array.from({ length: count }, (_, index) => SEED + index);

describe('mistakes of a signer who does not know the causes', () => {
  it('are of at least 60 kinds, each of which makes a request wrong', () => {
    expect(MISTAKES.length).toBeGreaterThanOrEqual(60);
    for (const mistake of MISTAKES) expect(sampleOf(SEED, 1, [mistake]).mistakes, mistake.name).toEqual([mistake]);
  });

  it.each([
    ['one mistake', 1, 25, 0.9],
    ['two mistakes', 2, 3, 0.6],
  ] as const)('names %s, and every sentence that can be read is true', async (_name, mistakes, sample, share) => {
    const outcomes = [];
    for (const seed of seeds(sample)) outcomes.push(await measure(seed, mistakes));
    const wrong = outcomes.flatMap(({ sample: { seed }, verdicts }) =>
      verdicts.filter(({ is }) => is === 'false').map((verdict) => ({ seed, ...verdict })),
    );
    expect(wrong).toEqual([]);
    const totals = totalsOf(outcomes);
    expect(totals.named / totals.answers, `seed ${SEED}`).toBeGreaterThanOrEqual(share);
    expect(totals.undecided / totals.sentences).toBeLessThan(0.05);
  });
});

describe('the checker', () => {
  const right = { keyName: 'appId.keyId', ttl: 60_000, timestamp: 1_750_000_000_000, nonce: '0123456789abcdef' };
  const key = 'appId.keyId:s3cret-of-the-key';
  const answerWith = async (message: string, path?: string) => {
    const { mac, ...answer } = await explain(
      { ...right, mac: 'bm90IHRoZSBtYWMgb2YgdGhpcyByZXF1ZXN0IGF0IGFsbCE=' },
      { key },
    );
    if (mac === undefined) throw new Error('no answer');
    const cause = { id: 'x.y', message, remediation: '', seenIn: [], path };
    return { ...answer, mac: { ...mac, explanations: [{ causes: [cause], or: [], difference: undefined }] } };
  };

  it.each([
    [
      'another value sent',
      'TokenRequest.ttl: the ttl was signed in seconds and sent in milliseconds; signed "60", sent 61000',
    ],
    [
      'another unit',
      'TokenRequest.ttl: the ttl was signed in seconds and sent in milliseconds; signed "61", sent 60000',
    ],
    [
      'an absent field that is present',
      'TokenRequest.ttl: the ttl is absent, and was signed as the default of one hour; signed "3600000"',
    ],
    [
      'a text that is not written so',
      'TokenRequest.nonce: the nonce was signed in quotes; signed "0123456789abcdef", sent "0123456789abcdef"',
    ],
    ['a layout that gives another MAC', 'sign text: the fields were followed by CRLF (carriage return and line feed)'],
    ['a secret that gives another MAC', 'API key: the secret was cut at a `-`'],
    ['another form of the MAC', 'TokenRequest.mac: the mac is in hexadecimal'],
  ])('finds a false sentence: %s', async (_name, sentence) => {
    const path = /^TokenRequest(\.\w+)/.exec(sentence)?.[1];
    const answer = await answerWith(sentence, path === undefined ? undefined : `$${path}`);
    const verdicts = checkAnswer({ request: { ...right, mac: answer.mac.receivedMac }, key }, answer);
    expect(verdicts.filter(({ is, sentence: of }) => is === 'false' && of === sentence)).not.toEqual([]);
  });

  it('does not count a claim that it cannot read', async () => {
    const answer = await answerWith('sign text: it was signed on a Friday');
    const verdicts = checkAnswer({ request: { ...right, mac: answer.mac.receivedMac }, key }, answer);
    expect(verdicts.filter(({ is }) => is === 'undecided')).toHaveLength(1);
  });
});

describe('what people paste', () => {
  it.each(PASTES)('reads the request out of %s', async (name, write) => {
    for (const seed of seeds(6)) {
      const { request, key } = send(randomPlan(new Random(seed)));
      // Between apostrophes, the shell writes an apostrophe and a backslash in ways of its own.
      if (name.includes('curl') && Object.values(request).some((value) => /['\\]/.test(textOf(value)))) continue;
      const { mac } = await explain(write(request), { key });
      expect({ seed, matches: mac?.matches }).toEqual({ seed, matches: true });
    }
  });

  it.each(OTHERS)('says what %s is', async (_name, text, told) => {
    const { reasons, taken } = await explain(text);
    expect(
      reasons
        .map(({ message, remediation }) => `${message} ${remediation}`)
        .concat(taken)
        .join(' '),
    ).toMatch(told);
  });
});
