import type { Issue, Result } from './issue.js';

/** What the Standard Schema specification (version 1) asks of a schema's `~standard` property. */
export type StandardSchema<T> = {
  readonly version: 1;
  readonly vendor: 'ably-auth';
  readonly validate: (value: unknown) => StandardResult<T>;
  readonly types?: { readonly input: T; readonly output: T };
};

/** What `~standard.validate` answers. */
export type StandardResult<T> = { readonly value: T } | { readonly issues: readonly StandardIssue[] };

/** An issue as Standard Schema has it: the path as a list of member names and indexes. */
export type StandardIssue = { readonly message: string; readonly path: readonly (string | number)[] };

/** A validator that is also a Standard Schema: pass it to whatever takes one. */
export type Validator<T> = ((value: unknown) => Result<T>) & { readonly '~standard': StandardSchema<T> };

/** A check adds what it finds to the issues. */
export type Check = (value: unknown, path: string, issues: Issue[]) => void;

/** Makes a check into a validator. */
export function validator<T>(check: Check): Validator<T> {
  const validate = (value: unknown): Result<T> => {
    const issues: Issue[] = [];
    check(value, '$', issues);
    return issues.length === 0 ? { ok: true, value: value as T } : { ok: false, issues };
  };
  const standard: StandardSchema<T> = {
    version: 1,
    vendor: 'ably-auth',
    validate(value) {
      const result = validate(value);
      if (result.ok) return { value: result.value };
      return { issues: result.issues.map(({ message, path }) => ({ message, path: segments(path) })) };
    },
  };
  return Object.assign(validate, { '~standard': standard });
}

/** `$.a["b c"][0]` as `['a', 'b c', 0]`. */
function segments(path: string): (string | number)[] {
  return Array.from(path.matchAll(/\.([^.[]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]/g), ([, name, bracketed]) =>
    name === undefined ? (JSON.parse(bracketed ?? '""') as string | number) : name,
  );
}
