import type { Member, Value, Words } from '../../values.js';
import { grouped } from '../constants.js';
import {
  aboutErrorCode,
  aboutLimit,
  aboutType,
  languageEmitter,
  linesOf,
  paragraphsOf,
  ruleClass,
  type LanguageFile,
  type LanguageModel,
  type LanguageType,
} from './language.js';

const WIDTH = 120;
const INITIALISMS = new Set(['API', 'HTTP', 'ID', 'JSON', 'JWT', 'MAC', 'MS', 'TTL', 'URL']);

/** Go: tables for the decoder, structs, limits, error codes and operations, as `gofmt` writes them. */
export const go = languageEmitter({
  name: 'Go',
  folder: 'languages/go/ablyauth',
  owned: /_gen\.go$/,
  comment: '//',
  emit: (model) => [tables(model), types(model), limits(model), errorCodes(model), operations(model)],
});

function tables({ values, rules, types: named, patterns, signedFields, textMaps }: LanguageModel): LanguageFile {
  return file('tables', 'registry', [
    ...patterns.map(
      ({ name, source, isExclusion }) => `var ${goName(name, 'pattern')} = newPattern(${raw(source)}, ${isExclusion})`,
    ),
    '// Rules that no JSON Schema can say.',
    ...rules.map((rule) => `var ${ruleName(rule)} = ${wordsOf(rule)}`),
    '// How each kind of value is read.',
    ...values.map(
      (value) =>
        `var ${ruleName(value)} = ${literal(ruleType(value), [['words', wordsOf(value)], ...boundsOf(value)])}`,
    ),
    `// protocolTypes are the types of the protocol, by name.\nvar protocolTypes = ${literal(
      'map[string]rule',
      named.map(({ name, value }) => [quote(name), `&${ruleName(value)}`]),
    )}`,
    '// signedFields are the fields that the MAC covers, in the order of the sign text (RSA9g).\n' +
      `var signedFields = []string${items(signedFields.map(quote))}`,
    ...Object.entries(textMaps).map(([name, { meaning, texts }]) => {
      const variable = goName(name, 'texts');
      const entries = Object.entries(texts).map(([key, text]): Entry => [quote(key), quote(text)]);
      return `// ${variable}: ${meaning}.\nvar ${variable} = ${literal('map[string]string', entries)}`;
    }),
  ]);
}

function ruleType({ kind }: Value): string {
  const name = ruleClass(kind);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function ruleName({ name }: Words): string {
  return goName(name, 'rule');
}

function wordsOf({ id, code, expected, remediation, remediations }: Words): string {
  const fixes = Object.entries(remediations).map(([keyword, fix]): Entry => [quote(keyword), quote(fix)]);
  return literal('words', [
    ['id', quote(id)],
    ['code', String(code)],
    ['expected', quote(expected)],
    ['fix', quote(remediation)],
    ...(fixes.length === 0 ? [] : [['fixes', literal('map[string]string', fixes)] as const]),
  ]);
}

/** What a table says beside the words of its value. */
function boundsOf(value: Value): Entry[] {
  switch (value.kind) {
    case 'text':
      return [
        ...minimum('min', value.min),
        ['max', bound(value.max)],
        ...(value.pattern === undefined ? [] : [['pattern', goName(value.pattern.name, 'pattern')] as const]),
        ...(value.absentAs === '' ? [['absentIfEmpty', 'true'] as const] : []),
      ];
    case 'integer':
      return [
        ...minimum('min', value.min),
        ['max', grouped(value.max)],
        ...(value.absentAs === 0 ? [['absentIfZero', 'true'] as const] : []),
      ];
    case 'choice':
      return [['choices', `[]string${items(value.choices.map(quote))}`]];
    case 'list':
      return [['items', reference(value.items)], ...minimum('min', value.min), ['max', bound(value.max)]];
    case 'map':
      return [
        ['values', reference(value.values)],
        ['maxMembers', bound(value.maxMembers)],
        ...minimum('minName', value.minName),
        ['maxName', bound(value.maxName)],
      ];
    case 'either':
      return [
        ['first', reference(value.first)],
        ['second', reference(value.second)],
      ];
    case 'object': {
      const members = value.members.map(
        ({ name, value: member, isRequired }) => `{${quote(name)}, ${reference(member)}, ${isRequired}}`,
      );
      return [['members', `[]memberRule${items(members)}`], ...(value.isOpen ? [['open', 'true'] as const] : [])];
    }
    default:
      return [];
  }
}

function minimum(name: string, value: number): Entry[] {
  return value === 0 ? [] : [[name, grouped(value)]];
}

function bound(value: number): string {
  return Number.isFinite(value) ? grouped(value) : 'unbounded';
}

function reference(value: Value): string {
  if (value.kind !== 'textOrObject') return `&${ruleName(value)}`;
  return `&textOrObjectRule{${reference(value.text)}, ${reference(value.object)}}`;
}

function types({ types: all }: LanguageModel): LanguageFile {
  return file('types', 'registry', all.flatMap(struct));
}

function struct(type: LanguageType): string[] {
  const { name, value } = type;
  if (value.kind !== 'object') return [];
  const fields = value.members.map((member) => comment(paragraphsOf(member), '\t') + field(member));
  return [`${comment(titled(goName(name), aboutType(type)))}type ${goName(name)} struct {\n${fields.join('\n')}}`];
}

function field({ name, value, isRequired }: Member): string {
  const type = typeOf(value);
  // Absent is nil: an empty clientId or capability must not pass for one that is absent.
  const pointer = isRequired || /^(?:any|\[|map|\w+Input$)/.test(type) ? '' : '*';
  return `\t${goName(name)} ${pointer}${type} \`json:"${name}${isRequired ? '' : ',omitempty'}"\`\n`;
}

function typeOf(value: Value): string {
  switch (value.kind) {
    case 'text':
    case 'choice':
      return 'string';
    case 'integer':
      return 'int64';
    case 'flag':
      return 'bool';
    case 'anyObject':
      return 'map[string]any';
    case 'list':
      return `[]${typeOf(value.items)}`;
    case 'map':
      return `map[string]${typeOf(value.values)}`;
    case 'object':
      return goName(value.type as string);
    case 'textOrObject':
      return value.object.type === undefined ? 'any' : `${goName(value.object.type)}Input`;
    default:
      return 'any';
  }
}

function limits({ limits: all }: LanguageModel): LanguageFile {
  const constants = Object.entries(all).map(([name, limit]) => {
    const about = comment(titled(goName(name), aboutLimit(limit)));
    return `${about}const ${goName(name)} = ${grouped(limit.value)}`;
  });
  return file('limits', 'limits', constants);
}

function errorCodes({ errorCodes: all }: LanguageModel): LanguageFile {
  const variables = Object.entries(all).map(([name, errorCode]) => {
    const { code, statusCode, remediation } = errorCode;
    const about = comment(titled(goName(name, 'Err'), aboutErrorCode(errorCode)));
    const members = [
      ['Code', String(code)],
      ['StatusCode', String(statusCode)],
      ['Remediation', quote(remediation)],
    ] as const;
    return `${about}var ${goName(name, 'Err')} = ${literal('ErrorCode', members)}`;
  });
  return file('error_codes', 'error-codes', variables);
}

function operations({ operations: all }: LanguageModel): LanguageFile {
  const names = Object.entries(all).map(([name, meaning]) => `\t\t// ${meaning}.\n\t\t${quote(name)},\n`);
  return file('operations', 'operations', [
    "// KnownOperations gives the operations that Ably's documentation lists.\n" +
      `func KnownOperations() []string {\n\treturn []string{\n${names.join('')}\t}\n}`,
  ]);
}

function file(name: string, source: string, body: readonly string[]): LanguageFile {
  // The first line of this text is how Go's own tools know a generated file.
  const text = `// Code generated by tools/codegen. DO NOT EDIT.\n\npackage ablyauth\n\n${body.join('\n\n')}\n`;
  return { name: `${name}_gen.go`, source: `${source}.ts`, text };
}

/** `API_KEY`, `apiKey` and `ApiKey` as `APIKey`; after a prefix as `ruleAPIKey`. */
function goName(name: string, prefix = ''): string {
  const parts = name.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/);
  const words = parts.map((part) => {
    const upper = part.toUpperCase();
    const isCapitals = part === upper && part !== part.toLowerCase();
    return INITIALISMS.has(upper)
      ? upper
      : (part[0] ?? '').toUpperCase() + (isCapitals ? part.toLowerCase() : part).slice(1);
  });
  return prefix + words.join('');
}

/** Documentation that begins with the name of what it is about, as that of Go does. */
function titled(name: string, [first = '', ...others]: readonly string[]): string[] {
  const isName = /^(?:\S+[A-Z]|Ably)/.test(first);
  return [`${name}: ${isName ? first : first.charAt(0).toLowerCase() + first.slice(1)}`, ...others];
}

function comment(paragraphs: readonly string[], indent = ''): string {
  return linesOf(paragraphs, WIDTH - indent.length * 4 - '// '.length)
    .map((line) => `${indent}//${line === '' ? '' : ' '}${line}\n`)
    .join('');
}

type Entry = readonly [key: string, value: string];

/** A composite literal. The formatter aligns the values of lines that follow each other, except around longer values. */
function literal(type: string, entries: readonly Entry[]): string {
  const lines: string[] = [];
  for (let start = 0; start < entries.length;) {
    const isLong = ([, value]: Entry) => value.includes('\n');
    const next = entries.findIndex((entry, index) => index >= start && isLong(entry));
    const end = next === start ? start + 1 : next === -1 ? entries.length : next;
    const run = entries.slice(start, end);
    const width = Math.max(...run.map(([key]) => key.length));
    for (const [key, value] of run) lines.push(`${key}:${' '.repeat(width - key.length + 1)}${value},`);
    start = end;
  }
  return `${type}${items(lines, '')}`;
}

function items(all: readonly string[], comma = ','): string {
  return `{\n${all.map((item) => `\t${item.replaceAll('\n', '\n\t')}${comma}\n`).join('')}}`;
}

/** A Go literal: a raw one where the other would need escapes. */
function quote(text: string): string {
  return /["\\]/.test(text) ? raw(text) : JSON.stringify(text);
}

function raw(text: string): string {
  return /[`\n\r]/.test(text) ? JSON.stringify(text) : `\`${text}\``;
}
