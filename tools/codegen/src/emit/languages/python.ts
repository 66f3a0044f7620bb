import { wellFormedSource, wordMembers, type Member, type TextPattern, type Value, type Words } from '../../values.js';
import { grouped } from '../constants.js';
import {
  aboutErrorCode,
  aboutLimit,
  aboutType,
  argumentsOf,
  isIdentifier,
  KINDS,
  languageEmitter,
  linesOf,
  paragraphsOf,
  snakeCase,
  typeName,
  wrapped,
  type LanguageFile,
  type LanguageModel,
  type LanguageType,
} from './language.js';

const WIDTH = 120;

/** Python: tables for the decoder, TypedDicts, limits, error codes and operations, as `ruff format` writes them. */
export const python = languageEmitter({
  name: 'Python',
  folder: 'languages/python/src/ably_auth/gen',
  comment: '#',
  emit: (model) => [
    { name: '__init__.py', source: 'registry.ts', text: docstring(['What is generated of the specification.']) },
    tables(model),
    types(model),
    limits(model),
    errorCodes(model),
    operations(model),
  ],
});

function tables({ values, rules, types: named, patterns, signedFields, textMaps }: LanguageModel): LanguageFile {
  const body = [
    `#: The patterns of texts; each covers the whole text.\nPATTERNS: Final[Mapping[str, re.Pattern[str]]] = ${dict(
      patterns.map((pattern) => [pattern.name, `re.compile(${regex(pattern)})`]),
    )}`,
    '# Rules that no JSON Schema can say.',
    ...rules.map((words) => constant('Rule', words, [])),
    '# How each kind of value is read.',
    ...values.map((value) => constant(KINDS[value.kind], value, boundsOf(value))),
    `#: The types of the protocol, by name.\nTYPES: Final[Mapping[str, Rule]] = ${dict(
      named.map(({ name, value }) => [name, value.name]),
    )}`,
    `#: The fields that the MAC covers, in the order of the sign text (RSA9g).\nSIGNED_FIELDS: Final = ${tuple(
      signedFields.map(quote),
    )}`,
    ...Object.entries(textMaps).map(
      ([name, { meaning, texts }]) =>
        `#: ${meaning}.\n${name}: Final[Mapping[str, str]] = ${dict(
          Object.entries(texts).map(([key, text]) => [key, quote(text)]),
        )}`,
    ),
  ].join('\n\n');
  const classes = ['Member', 'Rule', ...Object.values(KINDS)].filter((name) => body.includes(`${name}(`));
  return {
    name: 'tables.py',
    source: 'registry.ts',
    text: [
      docstring(['The rules of every kind of value: what the decoder reads by.']),
      'from __future__ import annotations\n',
      'import re\nfrom collections.abc import Mapping\nfrom typing import Final\n',
      `from ..rule import ${parenthesised(
        classes.sort((a, b) => (a < b ? -1 : 1)),
        'from ..rule import '.length,
      )}\n`,
      `${body}\n`,
    ].join('\n'),
  };
}

const named = (name: string, text: string) => `${snakeCase(name)}=${text}`;

function constant(kind: string, words: Words, more: readonly string[]): string {
  const fixes = (all: readonly [string, string][]) =>
    all.length === 0 ? '{}' : indented(dict(all.map(([keyword, fix]) => [keyword, quote(fix)])));
  const members = wordMembers(words, { named, quote, fixes }, more);
  return `${words.name}: Final = ${kind}(\n${members.map((member) => `    ${member},\n`).join('')})`;
}

/** What a table says beside the words of its value. */
function boundsOf(value: Value): string[] {
  return argumentsOf(value, {
    named,
    pattern: (name) => `PATTERNS[${quote(name)}]`,
    texts: (all) => indented(tuple(all.map(quote))),
    reference,
    members: (all) =>
      indented(
        tuple(
          all.map(
            ({ name, value: member, isRequired }) =>
              `Member(${quote(name)}, ${reference(member)}${isRequired ? ', required=True' : ''})`,
          ),
        ),
      ),
    open: 'open=True',
  });
}

function regex(pattern: TextPattern): string {
  return `r"${wellFormedSource(pattern)}"`;
}

function reference(value: Value): string {
  if (value.kind !== 'textOrObject') return value.name;
  return `TextOrObject(${reference(value.text)}, ${reference(value.object)})`;
}

function types({ types: all }: LanguageModel): LanguageFile {
  const body = all.flatMap(typedDicts).join('\n\n\n');
  const typing = ['Literal', 'TypedDict'].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  const abstract = ['Callable', 'Mapping', 'Sequence'].filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return {
    name: 'types.py',
    source: 'registry.ts',
    text: [
      docstring(['The types of the protocol, with the names that go over the wire.']),
      'from __future__ import annotations\n',
      `from collections.abc import ${abstract.join(', ')}\nfrom typing import ${typing.join(', ')}\n\n`,
      `${body}\n`,
    ].join('\n'),
  };
}

/** A type as a TypedDict: required and optional members are classes of their own, since Python 3.9 has no other way. */
function typedDicts(type: LanguageType): string[] {
  const { name, value } = type;
  if (value.kind !== 'object') return [];
  const identifiers = value.members.filter((member) => isIdentifier(member.name));
  const others = value.members.filter((member) => !isIdentifier(member.name));
  const required = identifiers.filter(({ isRequired }) => isRequired);
  const optional = identifiers.filter(({ isRequired }) => !isRequired);
  const bases: string[] = [];
  const classes: string[] = [];
  for (const [isRequired, members] of [
    [true, others.filter((member) => member.isRequired)],
    [false, others.filter((member) => !member.isRequired)],
  ] as const) {
    if (members.length === 0) continue;
    const base = `_${name}${isRequired ? '' : 'Optional'}Named`;
    bases.push(base);
    classes.push(
      `${base} = TypedDict(\n    "${base}",\n    {\n${members.map(entry).join('')}    },${total(isRequired)}\n)`,
    );
  }
  if (optional.length > 0 && required.length > 0) {
    const base = `_${name}Optional`;
    bases.push(base);
    classes.push(`class ${base}(TypedDict, total=False):\n${optional.map(field).join('\n')}`);
  }
  const isTotal = required.length > 0;
  const parents = [...(bases.length === 0 ? ['TypedDict'] : bases), ...(isTotal ? [] : ['total=False'])];
  const members = (isTotal ? required : optional).map((member) => `\n${field(member)}`);
  classes.push(`class ${name}(${parents.join(', ')}):\n${indentedDocstring(aboutType(type))}${members.join('')}`);
  return classes.map((text) => text.trimEnd());
}

function total(isRequired: boolean): string {
  return isRequired ? '' : '\n    total=False,';
}

/** A member whose name is not a name in Python. */
function entry(member: Member): string {
  const lines = paragraphsOf(member).flatMap((paragraph) => wrapped(paragraph, WIDTH - '        # '.length));
  const type = typeOf(member.value);
  // Outside of an annotation Python 3.9 does not know `|`.
  const text = type.includes('|') ? quote(type) : type;
  return `${lines.map((line) => `        # ${line}\n`).join('')}        ${quote(member.name)}: ${text},\n`;
}

function field(member: Member): string {
  return `    ${member.name}: ${typeOf(member.value)}\n${indentedDocstring(paragraphsOf(member))}`;
}

function typeOf(value: Value): string {
  return typeName(value, {
    text: 'str',
    integer: 'int',
    flag: 'bool',
    callable: 'Callable[..., object]',
    anyObject: 'Mapping[str, object]',
    choice: (choices) => `Literal[${choices.map(quote).join(', ')}]`,
    list: (items) => `Sequence[${items}]`,
    map: (values) => `Mapping[str, ${values}]`,
    union: (all) => all.join(' | '),
    object: (name) => name,
  });
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, limit]) =>
    `${name}: Final = ${grouped(limit.value)}\n${docstring(aboutLimit(limit))}`.trimEnd(),
  );
  return module('limits', 'Every limit of the protocol.', 'from typing import Final\n', constants);
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, errorCode]) => {
    const { code, statusCode, remediation } = errorCode;
    const members = [`code=${code}`, `status_code=${statusCode}`, `remediation=${quote(remediation)}`];
    const text = `${name}: Final = ErrorCode(\n${members.map((member) => `    ${member},\n`).join('')})\n`;
    return `${text}${docstring(aboutErrorCode(errorCode))}`.trimEnd();
  });
  const imports = 'from typing import Final\n\nfrom ..errors import ErrorCode\n';
  return module('error-codes', 'Every error code that the protocol names.', imports, constants);
}

function operations({ operations: all }: LanguageModel): LanguageFile {
  const names = Object.entries(all).map(([name, meaning]) => `    # ${meaning}.\n    ${quote(name)},\n`);
  const about = "The operations that Ably's documentation lists.";
  return module('operations', about, 'from typing import Final\n', [`KNOWN_OPERATIONS: Final = (\n${names.join('')})`]);
}

function module(source: string, about: string, imports: string, body: readonly string[]): LanguageFile {
  const head = `${docstring([about])}\nfrom __future__ import annotations\n\n${imports}\n`;
  return { name: `${source.replace('-', '_')}.py`, source: `${source}.ts`, text: `${head}${body.join('\n\n')}\n` };
}

function docstring(paragraphs: readonly string[], indent = ''): string {
  const lines = linesOf(paragraphs, WIDTH - indent.length - 6).map((line) => line.replaceAll('\\', '\\\\'));
  const [head = '', ...tail] = lines;
  if (tail.length === 0) return `${indent}"""${head}"""\n`;
  return `${indent}"""${head}\n${tail.map((line) => (line === '' ? '\n' : `${indent}${line}\n`)).join('')}${indent}"""\n`;
}

function indentedDocstring(paragraphs: readonly string[]): string {
  return docstring(paragraphs, '    ');
}

function dict(entries: readonly (readonly [string, string])[]): string {
  return `{\n${entries.map(([name, text]) => `    ${quote(name)}: ${text},\n`).join('')}}`;
}

function tuple(items: readonly string[]): string {
  if (items.length === 1) return `(${items.join('')},)`;
  return `(\n${items.map((item) => `    ${item},\n`).join('')})`;
}

/** Names of an import: on one line where they fit. */
function parenthesised(names: readonly string[], start: number): string {
  const line = names.join(', ');
  return start + line.length <= WIDTH ? line : `(\n${names.map((name) => `    ${name},\n`).join('')})`;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}

/** A Python literal, with the quotes that need fewer escapes: double ones where that is equal. */
function quote(text: string): string {
  const double = JSON.stringify(text);
  const [doubles, singles] = [text.split('"').length, text.split("'").length];
  return doubles <= singles ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
