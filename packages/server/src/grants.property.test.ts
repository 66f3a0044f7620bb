import { createAblyJwt } from '@ably-auth/jwt';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { basic, KEY, TestService } from './service.testing.js';

type Rights = Readonly<Record<string, readonly string[]>>;

/** Written a second time, and plainly: a second opinion of what a capability permits. */
function permits(rights: Rights, channel: string, operation: string): boolean {
  return Object.entries(rights).some(
    ([resource, operations]) =>
      (operations.includes('*') || operations.includes(operation)) && meets(resource.split(':'), channel.split(':')),
  );
}

function meets([first, ...rest]: readonly string[], segments: readonly string[]): boolean {
  if (first === undefined) return segments.length === 0;
  if (first === '*' && rest.length === 0) return true;
  return segments.length > 0 && (first === '*' || first === segments[0]) && meets(rest, segments.slice(1));
}

const OPERATIONS = ['publish', 'subscribe', 'history'];
const segment = fc.constantFrom('a', 'b', '*');
const resource = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(':'));
const operations = fc.oneof(fc.constant(['*']), fc.uniqueArray(fc.constantFrom(...OPERATIONS), { minLength: 1 }));
const rights: fc.Arbitrary<Rights> = fc.dictionary(resource, operations, { minKeys: 1, maxKeys: 4 });

const CHANNELS = ['a', 'b', 'a:a', 'a:b', 'b:a', 'b:b', 'a:a:a', 'a:b:a', 'b:a:b', 'a:b:b:a', 'c', 'c:a', 'a:c'];
const QUESTIONS = CHANNELS.flatMap((channel) => OPERATIONS.map((operation) => [channel, operation] as const));

it('grants exactly what was asked and the key has: signed, unsigned, and as a JWT', async () => {
  let [granted, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(rights, fc.option(rights, { nil: undefined }), async (ofKey, asked) => {
      const service = new TestService({ keys: [{ key: KEY, capability: ofKey }] });
      const capability = asked === undefined ? {} : { capability: JSON.stringify(asked) };
      const expected = QUESTIONS.filter(
        ([channel, operation]) =>
          permits(ofKey, channel, operation) && (asked === undefined || permits(asked, channel, operation)),
      );

      const { token: jwt } = await createAblyJwt(capability, { key: KEY, now: () => service.time });
      const answers = [
        await service.requestToken(service.sign(capability)),
        await service.requestToken(service.unsigned(capability), { authorization: basic() }),
      ];
      const principal = await service.authenticate(`Bearer ${jwt}`).catch((error: { code: number }) => error.code);
      const grants = [
        ...answers.map(({ status, body }) => (status === 201 ? JSON.parse(body.capability) : body.error.code)),
        typeof principal === 'number' ? principal : principal.capability,
      ] as (number | Rights)[];
      for (const grant of grants) {
        if (typeof grant === 'number') {
          refused++;
          expect([grant, expected]).toEqual([40160, []]);
        } else {
          granted++;
          expect(QUESTIONS.filter(([channel, operation]) => permits(grant, channel, operation))).toEqual(expected);
        }
      }
      // A token says of itself what the service then lets its bearer do.
      for (const { status, body } of answers) {
        if (status !== 201) continue;
        const bearer = await service.authenticate(`Bearer ${body.token}`);
        expect(bearer.capability).toEqual(JSON.parse(body.capability));
      }
    }),
    { numRuns: 250 },
  );
  expect(Math.min(granted, refused)).toBeGreaterThan(20);
});
