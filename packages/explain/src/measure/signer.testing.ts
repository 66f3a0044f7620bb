import { FIELDS, secretOf, send, type Field, type Plan } from './independent/plan.testing.js';
import { randomPlan } from './independent/requests.testing.js';
import type { Random } from './random.testing.js';

/** A plan in which the fields that are signed, and how their texts become one, can be wrong on their own. */
export type Signer = Plan & {
  readonly keyName: string;
  readonly keySecret: string;
  order: Field[];
  layout: (lines: string[], names: Field[]) => string;
};

/** A signer that makes no mistake. */
export function randomSigner(random: Random): Signer {
  const plan = randomPlan(random);
  const signer: Signer = {
    ...plan,
    keyName: String(plan.wire['keyName']),
    keySecret: secretOf(plan.key),
    order: [...FIELDS],
    layout: (lines) => lines.map((line) => `${line}\n`).join(''),
    compose: () => signedText(signer),
  };
  return signer;
}

export function signedText({ layout, order, signed }: Signer): string {
  return layout(
    order.map((field) => signed[field]),
    order,
  );
}

export const requestOf = (signer: Signer): Record<string, unknown> => send(signer).request;

/** Signs a text for a field that is absent; `false` where it is not. */
export function signAbsent(signer: Signer, field: Field, text: string): boolean {
  if (signer.wire[field] !== undefined) return false;
  signer.signed[field] = text;
  return true;
}
