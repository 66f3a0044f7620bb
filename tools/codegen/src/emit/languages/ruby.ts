import type { Emitter } from '../../output.js';
import { wordMembers, type TextPattern, type Value, type Words } from '../../values.js';
import { grouped } from '../constants.js';
import {
  aboutErrorCode,
  aboutLimit,
  aboutType,
  argumentsOf,
  languageEmitter,
  linesOf,
  paragraphsOf,
  ruleClass,
  snakeCase,
  typeName,
  type LanguageFile,
  type LanguageModel,
  type LanguageType,
} from './language.js';

const WIDTH = 120;

/** Tables for the decoder, limits, error codes and operations, as RuboCop would have them. */
const code = languageEmitter({
  name: 'Ruby',
  folder: 'languages/ruby/lib/ably_auth/gen',
  comment: '#',
  emit: (model) => [tables(model), limits(model), errorCodes(model), operations(model)],
});

/** RBS: what each type of the protocol holds, where gems keep their signatures. */
const signatures = languageEmitter({
  name: 'Ruby',
  folder: 'languages/ruby/sig/gen',
  comment: '#',
  emit: (model) => [types(model)],
});

/** Ruby: code and signatures. */
export const ruby: Emitter = {
  name: 'Ruby',
  folders: [...code.folders, ...signatures.folders],
  emitShared: async (model) =>
    (await Promise.all([code, signatures].map(async ({ emitShared }) => (await emitShared?.(model)) ?? []))).flat(),
};

function tables({ values, rules, types: named, patterns, signedFields, textMaps }: LanguageModel): LanguageFile {
  const members = [
    `# The patterns of texts.\nPATTERNS = ${hash(
      patterns.map((pattern) => [pattern.name, `TextPattern.new(${regexp(pattern)})`]),
    )}.freeze`,
    '# Rules that no JSON Schema can say.',
    ...rules.map((words) => rule('Rule', words, [])),
    '# How each kind of value is read.',
    ...values.map((value) => rule(ruleClass(value.kind), value, boundsOf(value))),
    `# The types of the protocol, by name.\nTYPES = ${hash(named.map(({ name, value }) => [name, value.name]))}.freeze`,
    `# The fields that the MAC covers, in the order of the sign text (RSA9g).\nSIGNED_FIELDS = ${array(
      signedFields,
    )}.freeze`,
    ...Object.entries(textMaps).map(
      ([name, { meaning, texts }]) =>
        `# ${meaning}.\n${name} = ${hash(Object.entries(texts).map(([key, text]) => [key, quote(text)]))}.freeze`,
    ),
  ];
  return {
    name: 'tables.rb',
    source: 'registry.ts',
    text: file(
      'require_relative "../rule"\n',
      wrappedModule('Tables', 'The rules of every kind of value: what the decoder reads by.', members),
    ),
  };
}

const named = (name: string, text: string) => `${snakeCase(name)}: ${text}`;

function rule(kind: string, words: Words, more: readonly string[]): string {
  const fixes = (all: readonly [string, string][]) =>
    all.length === 0 ? undefined : `${hash(all.map(([keyword, fix]) => [keyword, quote(fix)]))}.freeze`;
  return `${words.name} = ${kind}.new(\n${listed(wordMembers(words, { named, quote, fixes }, more))}\n)`;
}

/** What a table says beside the words of its value. */
function boundsOf(value: Value): string[] {
  return argumentsOf(value, {
    named,
    pattern: (name) => `PATTERNS[${quote(name)}]`,
    texts: array,
    reference,
    members: (all) => {
      const rules = all.map(
        ({ name, value: member, isRequired }) =>
          `Member.new(${quote(name)}, ${reference(member)}${isRequired ? ', required: true' : ''})`,
      );
      return `[\n${listed(rules)}\n]`;
    },
    open: 'open: true',
  });
}

/** The pattern; a `TextPattern` covers no string that has no UTF-8 form. */
function regexp({ source }: TextPattern): string {
  const text = interpolating(source.replaceAll(/\\(.)/g, (escape, character) => (character === '/' ? '/' : escape)));
  return text.includes('/') ? `%r{${text}}` : `/${text}/`;
}

function reference(value: Value): string {
  if (value.kind !== 'textOrObject') return value.name;
  return `TextOrObjectRule.new(${reference(value.text)}, ${reference(value.object)})`;
}

function types({ types: all }: LanguageModel): LanguageFile {
  return {
    name: 'types.rbs',
    source: 'registry.ts',
    text: `\nmodule AblyAuth\n${indented(all.flatMap(lookUp).join('\n\n'))}\nend\n`,
  };
}

/** A type as what a Hash with its members answers: RBS has no records with optional members that texts name. */
function lookUp(type: LanguageType): string[] {
  const { name, value } = type;
  if (value.kind !== 'object') return [];
  const overloads = value.members.map((member, index) => {
    const answer = `${typeOf(member.value)}${member.isRequired ? '' : '?'}`;
    return `${comment(paragraphsOf(member), 6)}\n${index === 0 ? '  ' : '| '}(${quote(member.name)}) -> ${answer}`;
  });
  const method = indented(`def []:\n${indented(overloads.join('\n\n'))}`);
  return [`${comment(aboutType(type), 2)}\ninterface _${name}\n${method}\nend`];
}

function typeOf(value: Value): string {
  return typeName(value, {
    text: 'String',
    integer: 'Integer',
    flag: 'bool',
    callable: '^(*untyped) -> untyped',
    anyObject: 'Hash[String, untyped]',
    choice: (choices) => union(choices.map(quote)),
    list: (items) => `Array[${items}]`,
    map: (values) => `Hash[String, ${values}]`,
    union,
    object: (name) => `_${name}`,
  });
}

function union(all: readonly string[]): string {
  return all.length === 1 ? all.join('') : `(${all.join(' | ')})`;
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(
    ([name, limit]) => `${comment(aboutLimit(limit), 4)}\n${name} = ${grouped(limit.value)}`,
  );
  const text = file('', wrappedModule('Limits', 'Every limit of the protocol.', constants));
  return { name: 'limits.rb', source: 'limits.ts', text };
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, errorCode]) => {
    const { code: number, statusCode, remediation } = errorCode;
    const members = [`code: ${number}`, `status_code: ${statusCode}`, `remediation: ${quote(remediation)}`];
    return `${comment(aboutErrorCode(errorCode), 4)}\n${name} = ErrorCode.new(\n${listed(members)}\n)`;
  });
  const body = wrappedModule('ErrorCodes', 'Every error code that the protocol names.', constants);
  return { name: 'error_codes.rb', source: 'error-codes.ts', text: file('require_relative "../errors"\n', body) };
}

function operations({ operations: all }: LanguageModel): LanguageFile {
  const entries = Object.entries(all);
  const names = entries.map(
    ([name, meaning], index) => `  # ${meaning}.\n  ${quote(name)}${index === entries.length - 1 ? '' : ','}`,
  );
  const about = "# The operations that Ably's documentation lists.";
  const body = `${about}\nKNOWN_OPERATIONS = [\n${names.join('\n')}\n].freeze`;
  return { name: 'operations.rb', source: 'operations.ts', text: file('', body) };
}

/** A file whose code is in the module of the gem. */
function file(requires: string, body: string): string {
  const head = `# frozen_string_literal: true\n\n${requires}${requires === '' ? '' : '\n'}`;
  return `${head}module AblyAuth\n${indented(body)}\nend\n`;
}

function wrappedModule(name: string, about: string, members: readonly string[]): string {
  return `# ${about}\nmodule ${name}\n${indented(members.join('\n\n'))}\nend`;
}

/** A comment of these paragraphs, at a depth. */
function comment(paragraphs: readonly string[], depth: number): string {
  return linesOf(paragraphs, WIDTH - depth - 2)
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}

function hash(entries: readonly (readonly [string, string])[]): string {
  return `{\n${listed(entries.map(([name, text]) => `${quote(name)} => ${text}`))}\n}`;
}

/** Names or texts: as `%w[]` where RuboCop asks for it. */
function array(items: readonly string[]): string {
  return items.length > 1 && items.every((item) => /^[\w-]+$/.test(item))
    ? `%w[${items.join(' ')}]`
    : `[${items.map(quote).join(', ')}]`;
}

/** Each on lines of its own, with a comma after all but the last. */
function listed(items: readonly string[]): string {
  return items.map(indented).join(',\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** A Ruby literal in double quotes. */
function quote(text: string): string {
  return interpolating(JSON.stringify(text));
}

/** A text in which Ruby would replace nothing. */
function interpolating(text: string): string {
  return text.replaceAll(/#(?=[{$@])/g, '\\#');
}
