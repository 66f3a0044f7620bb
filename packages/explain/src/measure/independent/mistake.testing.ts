import { textOf, type Field, type Plan } from './plan.testing.js';
import type { Random } from '../random.testing.js';

/** One thing that a signer does wrong. */
export type Mistake = {
  /** What the one who made it would call it. */
  readonly name: string;
  /** The step of signing that it changes: two mistakes combine if their steps differ. */
  readonly step: Field | 'layout' | 'encoding' | 'secret' | 'digest' | 'mac';
  /** The ids of causes that say it, as a pattern; or those of one field, where the name ends so. */
  readonly named: RegExp;
  /** Changes the plan; `false` if there is nothing to do wrong in this request. */
  readonly make: (plan: Plan, random: Random) => boolean | void;
};

/** A change of one field; the same value where there is nothing to do wrong. */
type Change<T> = (text: string, random: Random, plan: Plan) => T;

/** A mistake of one field, in the text that is signed; only where the field is present. */
export const signedAs = (step: Field, name: string, named: RegExp, change: Change<string>): Mistake =>
  inField(step, name, named, (plan, random) => {
    if (plan.wire[step] === undefined) return false;
    const text = change(plan.signed[step], random, plan);
    if (text === plan.signed[step]) return false;
    plan.signed[step] = text;
    return true;
  });

/** A mistake of one field after signing, in what is sent. */
export const sentAs = (step: Field, name: string, named: RegExp, change: Change<unknown>): Mistake =>
  inField(step, name, named, (plan, random) => {
    if (plan.wire[step] === undefined) return false;
    const value = change(textOf(plan.wire[step]), random, plan);
    if (value === plan.wire[step]) return false;
    if (value === undefined) delete plan.wire[step];
    else plan.wire[step] = value;
    return true;
  });

/** A mistake of a field that is absent. */
export const absentAs = (
  step: Field,
  name: string,
  named: RegExp,
  texts: readonly string[],
  needed = (_plan: Plan) => true,
): Mistake =>
  inField(step, name, named, (plan, random) => {
    if (plan.wire[step] !== undefined || !needed(plan)) return false;
    plan.signed[step] = random.pick(texts);
    return true;
  });

function inField(step: Field, name: string, named: RegExp, make: Mistake['make']): Mistake {
  return { name: `${step}: ${name}`, step, named, make };
}
