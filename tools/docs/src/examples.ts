import * as validation from '@ably-auth/validation';
import { AblyAuthError, type Issue, type Result } from '@ably-auth/validation';
import { code, fenced } from './markdown.js';
import { namesIn, readJson } from './repository.js';

type Example = {
  readonly about: string;
  readonly valid: boolean;
  readonly value: unknown;
  readonly issue?: Pick<Issue, 'path' | 'keyword' | 'code'>;
};

/** Longer examples are cut: they show that something is too long. */
const LONGEST = 1500;

/** The examples of a type, each judged by the validator while the site is built. */
export function examplesOf(type: string): string {
  const examples = namesIn(`schemas/examples/${type}`).map((file): [string, Example] => [
    file.replace('.json', ''),
    readJson(`schemas/examples/${type}/${file}`) as Example,
  ]);
  const valid = examples.filter(([, example]) => example.valid);
  const invalid = examples.filter(([, example]) => !example.valid);
  return [
    '## Valid examples',
    ...valid.map(([name, example]) => section(type, name, example)),
    '## Invalid examples, and the error that each gives',
    ...invalid.map(([name, example]) => section(type, name, example)),
  ].join('\n\n');
}

function section(type: string, name: string, example: Example): string {
  const result = validatorOf(type)(example.value);
  if (result.ok !== example.valid) {
    throw new Error(`schemas/examples/${type}/${name}.json: says valid: ${example.valid}, the validator disagrees`);
  }
  const heading = `### ${example.about} {#example-${name}}`;
  return [heading, shown(example.value), ...(result.ok ? [] : [refusal(type, name, result.issues, example)])].join(
    '\n\n',
  );
}

function refusal(type: string, name: string, issues: readonly Issue[], { issue }: Example): string {
  const [first] = issues;
  if (first === undefined || first.path !== issue?.path || first.code !== issue.code) {
    throw new Error(`schemas/examples/${type}/${name}.json: the validator finds ${first?.code} at ${first?.path}`);
  }
  const { code: number, statusCode, message, remediation } = AblyAuthError.from(issues, type);
  return [
    `::: danger Refused: [${number}](/reference/error-codes.md#${number}), status ${statusCode}`,
    fenced('text', message),
    `At ${code(first.path)}, by the rule ${code(first.keyword)}. To mend it: ${remediation}`,
    ':::',
  ].join('\n\n');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  if (text.length <= LONGEST) return fenced('json', text);
  return fenced('text', `${Array.from(text).slice(0, 200).join('')}… (${text.length} characters)`);
}

function validatorOf(type: string): (value: unknown) => Result<unknown> {
  const validator = (validation as unknown as Record<string, unknown>)[`validate${type}`];
  if (typeof validator !== 'function') throw new Error(`@ably-auth/validation has no validate${type}`);
  return validator as (value: unknown) => Result<unknown>;
}
