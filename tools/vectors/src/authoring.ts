import type { Flag } from './cases/flags.js';
import type { Json, JsonObject, Test } from './vector.js';

// What a person writes of a test: its name, its input, and what is wrong with it. The oracle adds the output.

/** What may be said of a test, or of all tests of a group. */
export type Traits = {
  readonly spec?: readonly string[];
  readonly basis?: Test['basis'];
  readonly flags?: readonly Flag[];
  readonly uts?: string;
  readonly features?: readonly string[];
  /** Inputs of the same operation that the same process gets first. */
  readonly before?: readonly JsonObject[];
};

/** What the author holds the answer to be; the oracle must come to the same. */
export type Expected = {
  readonly result: Test['result'];
  readonly output?: JsonObject;
  readonly code?: number;
  readonly path?: string | undefined;
  readonly reason?: string | undefined;
};

export type Case = { readonly name: string; readonly about: string; readonly input: JsonObject } & Traits & {
    readonly expected: Expected;
  };

export type CaseGroup = { readonly name: string; readonly about: string; readonly cases: readonly Case[] };

/** What a person writes of a vector file. */
export type Source = { readonly operation: string; readonly about: string; readonly groups: readonly CaseGroup[] };

/** A test whose input has an answer. */
export function valid(
  name: string,
  about: string,
  input: JsonObject,
  traits: Traits & { output?: JsonObject } = {},
): Case {
  const { output, ...rest } = traits;
  return { name, about, input, ...rest, expected: { result: 'valid', ...(output === undefined ? {} : { output }) } };
}

/** A test of a text that has an answer. */
export function ofText(name: string, about: string, text: string, traits?: Parameters<typeof valid>[3]): Case {
  return valid(name, about, { text }, traits);
}

/** A test whose input is refused. */
export function invalid(
  name: string,
  about: string,
  input: JsonObject,
  code: number,
  path?: string,
  traits: Traits = {},
): Case {
  return { name, about, input, ...traits, expected: { result: 'invalid', code, path } };
}

/** A test of a text that is not the JSON it should be, or of a member of another type in it. */
export function refusedText(name: string, about: string, text: string, path = '$', traits: Traits = {}): Case {
  return invalid(name, about, { text }, 40001, path, traits);
}

/** The code of an error in a member of a request. */
const MEMBER_CODES = {
  keyName: 40001,
  ttl: 40003,
  capability: 40000,
  clientId: 40012,
  timestamp: 40003,
  nonce: 40003,
  mac: 40101,
} as const;

/** A member of a request, or an entry of its capability. */
export type Place = keyof typeof MEMBER_CODES | `capability[${string}`;

/** A test whose request is refused for what one of its members holds. */
export function invalidAt(name: string, about: string, input: JsonObject, place: Place, traits: Traits = {}): Case {
  return invalid(name, about, input, MEMBER_CODES[memberOf(place)], `$.${place}`, traits);
}

function memberOf(place: Place): keyof typeof MEMBER_CODES {
  return place.startsWith('capability') ? 'capability' : (place as keyof typeof MEMBER_CODES);
}

/** Tests of one member of a request, by what it holds; `of` makes an input of the members that a test gives. */
export function memberTests(of: (members: JsonObject) => JsonObject) {
  return {
    takes: (name: string, about: string, member: string, value: Json, traits?: Traits) =>
      valid(name, about, of({ [member]: value }), traits),
    refuses: (name: string, about: string, place: Place, value: Json, traits?: Traits) =>
      invalidAt(name, about, of({ [memberOf(place)]: value }), place, traits),
  };
}

/** A test whose JWT is refused; no reason where it depends on what is looked at first. */
export function refused(
  name: string,
  about: string,
  input: JsonObject,
  reason: string | undefined,
  traits: Traits = {},
): Case {
  const code = reason === 'expired' ? 40142 : 40144;
  return { name, about, input, ...traits, expected: { result: 'invalid', code, reason } };
}

/** Tests about one thing; what is said of the group holds for each test that does not say otherwise. */
export function group(name: string, about: string, common: Traits, cases: readonly Case[]): CaseGroup {
  return { name, about, cases: each(common, cases) };
}

/** Tests of a group that have more in common. */
export function each(common: Traits, cases: readonly Case[]): Case[] {
  return cases.map((test) => ({ ...common, ...test }));
}

/** A TokenRequest as JSON text, its members in the order given. */
export function json(value: JsonObject): string {
  return JSON.stringify(value);
}
