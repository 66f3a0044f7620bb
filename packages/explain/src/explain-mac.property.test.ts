import { canonicalizeCapability } from '@ably-auth/capability';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference } from './first-difference.js';
import { explainMac, type MacExplanation } from './index.js';
import { CANONICAL, write } from './internal/capability-style.js';
import { readJson, type JsonNode } from './internal/read-json.js';
import { readWrittenCapability } from './internal/written-capability.js';
import { randomMistaken } from './measure/mistakes.testing.js';
import { Random } from './measure/random.testing.js';
import { macOf, signTextOf } from './request.testing.js';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const operations = fc.uniqueArray(fc.constantFrom('publish', 'subscribe', 'é', 'a"b'), { minLength: 1, maxLength: 4 });
const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), operations), {
  minLength: 1,
  maxLength: 5,
  selector: ([name]) => name,
});
const capability = entries.map(
  (list) => `{${list.map(([name, ops]) => `${JSON.stringify(name)}:${JSON.stringify(ops)}`).join()}}`,
);
const request = fc.record({
  keyName: fc.constant('appId.keyId'),
  ttl: fc.option(fc.integer({ min: 1, max: 86_400_000 })),
  capability: fc.option(
    fc.oneof(
      capability,
      text.filter((value) => value !== ''),
    ),
  ),
  clientId: fc.option(text.filter((value) => value !== '')),
  timestamp: fc.integer({ min: 0, max: 2 ** 45 }),
  nonce: text,
});
const secret = fc.string({ minLength: 1, maxLength: 30 });

describe('any request', () => {
  it('has no cause if its MAC is right', async () => {
    await fc.assert(
      fc.asyncProperty(request, secret, async (fields, key) => {
        const mac = macOf(signTextOf(fields), key);
        const answer = await explainMac({ request: { ...fields, mac }, key: { name: 'appId.keyId', secret: key } });
        expect(answer).toMatchObject({ matches: true, explanations: [] });
      }),
    );
  });

  it('has no cause if its MAC is random', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.uint8Array({ minLength: 32, maxLength: 32 }), async (fields, chance) => {
        const mac = Buffer.from(chance).toString('base64');
        const answer = await explainMac({ request: { ...fields, mac }, key: 'appId.keyId:s3cret' });
        expect(answer).toMatchObject({ matches: false, explanations: [] });
      }),
      { numRuns: 2 },
    );
  });
});

describe('what the signer meant, if it is known', () => {
  it('never makes an answer worse: what is named without it is named with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
        const { request: sent, keyName, keySecret, intended, made } = randomMistaken(new Random(seed), 1);
        fc.pre(sent['mac'] !== undefined);
        const question = { request: sent, key: `${keyName}:${keySecret}` };
        const sentences = ({ explanations }: MacExplanation) =>
          explanations.flatMap(({ causes, or }) => [causes, ...or].map((all) => all.map(({ message }) => message)));
        const isNamed = (answers: readonly (readonly string[])[]) =>
          made.every(({ told }) => answers.some((all) => all.some((one) => told.every((word) => word.test(one)))));
        const without = sentences(await explainMac(question));
        const known = sentences(await explainMac({ ...question, intended }));
        expect(isNamed(known) || !isNamed(without), JSON.stringify({ without, known })).toBe(true);
        if (without[0] !== undefined) expect(known[0]?.length).toBeLessThanOrEqual(without[0].length);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the canonical style', () => {
  it('writes what @ably-auth/capability writes', () => {
    fc.assert(
      fc.property(capability, (written) => {
        const read = readWrittenCapability(written);
        expect(read && write(read, CANONICAL)).toBe(canonicalizeCapability(written));
      }),
    );
  });
});

describe('reading JSON as it is written', () => {
  const valueOf = (node: JsonNode): unknown => {
    if (node.kind === 'object') return Object.fromEntries(node.members.map(([name, value]) => [name, valueOf(value)]));
    if (node.kind === 'array') return node.items.map(valueOf);
    return node.kind === 'string' ? node.value : JSON.parse(node.text);
  };

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary', maxDepth: 6 }), fc.constantFrom(0, 1, 2), (compact, indent) => {
        const json = JSON.stringify(JSON.parse(compact), null, indent);
        const node = readJson(json);
        expect(node && valueOf(node)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      'null',
      '"',
      '\\',
      ' ',
      '01',
      '1.',
      'e5',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const candidate = pieces.join('');
        let isJson = true;
        try {
          JSON.parse(candidate);
        } catch {
          isJson = false;
        }
        expect(readJson(candidate) !== undefined).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the first difference', () => {
  it('is the first octet that differs', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const difference = firstDifference(a, b);
        const [left, right] = [Buffer.from(a), Buffer.from(b)];
        let octet = 0;
        while (octet < left.length && left[octet] === right[octet]) octet++;
        if (a === b) expect(difference).toBeUndefined();
        else expect(difference).toMatchObject({ octet });
      }),
    );
  });
});
