import { describeField, type FieldDoc } from '@ably-auth/schemas/field';
import type { Model } from '../../model.js';
import { generatedFrom, type Emitter } from '../../output.js';
import { otherRules, textPattern, valuesOf } from '../../read-values.js';
import type { Member, TextPattern, Value, Words } from '../../values.js';
import { grouped } from '../constants.js';

/** What the package of every language is generated from. */
export type LanguageModel = Pick<Model, 'errorCodes' | 'limits' | 'operations' | 'signedFields' | 'textMaps'> & {
  /** The kinds of values, each after those that it holds: the tables that the decoder of the language reads. */
  readonly values: readonly Value[];
  /** The types of the protocol, each after those that it holds. */
  readonly types: readonly LanguageType[];
  /** The words of the rules that no schema can say. */
  readonly rules: readonly Words[];
  readonly patterns: readonly TextPattern[];
};

/** A type of the protocol. */
export type LanguageType = { readonly name: string; readonly description: string; readonly value: Value };

/** A generated file of a language. */
export type LanguageFile = {
  /** Its name in the folder of generated files. */
  readonly name: string;
  /** The file under `schemas/src` that it says the most of. */
  readonly source: string;
  /** Everything after the first line, formatted as the formatter of the language does it. */
  readonly text: string;
};

/** How a language is generated. */
export type Language = {
  readonly name: string;
  /** The folder of its generated files, from the root of the repository. */
  readonly folder: string;
  /** The generated files of the folder, by their path, where it holds others too. */
  readonly owned?: RegExp;
  /** What begins its line comments. */
  readonly comment: string;
  /** What comes before the first line, such as `<?php`. */
  readonly opening?: string;
  readonly emit: (model: LanguageModel) => readonly LanguageFile[];
};

/** The emitter of a language. */
export function languageEmitter({ name, folder, owned, comment, opening = '', emit }: Language): Emitter {
  return {
    name,
    folders: [folder],
    ...(owned === undefined ? {} : { owned }),
    emitShared: (model) =>
      emit(languageModel(model)).map((file) => ({
        path: `${folder}/${file.name}`,
        text: `${opening}${comment} ${generatedFrom(`schemas/src/${file.source}`)}\n${file.text}`,
      })),
  };
}

/** What the emitters of languages read of a model. */
export function languageModel(model: Model): LanguageModel {
  const { errorCodes, limits, operations, signedFields, textMaps } = model;
  const { named, byType } = valuesOf(model);
  const types = model.types.map(({ name, description }) => ({ name, description, value: byType.get(name) as Value }));
  return {
    errorCodes,
    limits,
    operations,
    signedFields,
    textMaps,
    values: named,
    types,
    rules: otherRules(model),
    patterns: Object.entries(model.patterns).map((entry) => textPattern(...entry)),
  };
}

/** The documentation of a type as paragraphs. */
export function aboutType({ description, value }: LanguageType): string[] {
  const isOpen = value.kind === 'object' && value.isOpen;
  return [description, ...(isOpen ? ['Others may follow: ignore what you do not know (RSF1).'] : [])];
}

/** The documentation of a limit as paragraphs. */
export function aboutLimit({ meaning, unit, source }: Model['limits'][string]): string[] {
  return [`${meaning}.`, `Unit: ${unit}. Source: ${source}.`];
}

/** The documentation of an error code as paragraphs. */
export function aboutErrorCode({ meaning, source }: Model['errorCodes'][string]): string[] {
  return [`${meaning}.`, `Source: ${source}.`];
}

/** What most languages call the kinds of values; some have another word for one. */
export const KINDS: Readonly<Record<Value['kind'], string>> = {
  text: 'Text',
  integer: 'Integer',
  choice: 'Choice',
  flag: 'Flag',
  callable: 'Callback',
  anyObject: 'AnyObject',
  list: 'ListOf',
  map: 'MapOf',
  either: 'Either',
  textOrObject: 'TextOrObject',
  object: 'Object',
};

/** What languages call the rule of a kind that has a name of its own: `ListRule`. */
export function ruleClass(kind: Value['kind']): string {
  return `${KINDS[kind].replace(/Of$/, '')}Rule`;
}

/** How a language with named arguments writes what a table says beside the words of its value. */
export type NamedArguments = {
  readonly named: (name: string, text: string) => string;
  readonly pattern: (name: string) => string;
  readonly texts: (all: readonly string[]) => string;
  readonly reference: (value: Value) => string;
  readonly members: (all: readonly Member[]) => string;
  /** That an object may have other members. */
  readonly open: string;
};

/** What a table says beside the words of its value: no minimum of 0, no maximum of Infinity. */
export function argumentsOf(
  value: Value,
  { named, pattern, texts, reference, members, open }: NamedArguments,
): string[] {
  const bounds = (all: Readonly<Record<string, number>>) =>
    Object.entries(all)
      .filter(([, bound]) => bound !== 0 && Number.isFinite(bound))
      .map(([name, bound]) => named(name, grouped(bound)));
  switch (value.kind) {
    case 'text':
      return [
        ...bounds({ min: value.min, max: value.max }),
        ...(value.pattern === undefined ? [] : [named('pattern', pattern(value.pattern.name))]),
      ];
    case 'integer':
      return [named('min', grouped(value.min)), named('max', grouped(value.max))];
    case 'choice':
      return [named('choices', texts(value.choices))];
    case 'list':
      return [named('items', reference(value.items)), ...bounds({ min: value.min, max: value.max })];
    case 'map': {
      const { values, maxMembers, minName, maxName } = value;
      return [named('values', reference(values)), ...bounds({ maxMembers, minName, maxName })];
    }
    case 'either':
      return [named('first', reference(value.first)), named('second', reference(value.second))];
    case 'object':
      return [named('members', members(value.members)), ...(value.isOpen ? [open] : [])];
    default:
      return [];
  }
}

/** How a language names the types of values. */
export type TypeNames = Readonly<Record<'text' | 'integer' | 'flag' | 'callable' | 'anyObject', string>> & {
  readonly choice: (choices: readonly string[]) => string;
  readonly list: (items: string) => string;
  readonly map: (values: string) => string;
  readonly union: (types: readonly string[]) => string;
  readonly object: (name: string) => string;
};

/** The type of a value. */
export function typeName(value: Value, names: TypeNames): string {
  switch (value.kind) {
    case 'choice':
      return names.choice(value.choices);
    case 'list':
      return names.list(typeName(value.items, names));
    case 'map':
      return names.map(typeName(value.values, names));
    case 'either':
      return names.union([typeName(value.first, names), typeName(value.second, names)]);
    case 'textOrObject':
      return names.union([typeName(value.text, names), typeName(value.object, names)]);
    case 'object':
      return names.object(value.type as string);
    default:
      return names[value.kind];
  }
}

/** `maxMembers` as `max_members`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}

/** The documentation of a member as paragraphs: what it is, its unit, what holds where it is absent, spec points. */
export function paragraphsOf({ doc }: Member): string[] {
  return describeField('examples' in doc ? doc : ({ ...doc, examples: [] } satisfies FieldDoc)).split('\n');
}

/** The lines of paragraphs, with an empty one between two of them. */
export function linesOf(paragraphs: readonly string[], width: number): string[] {
  return paragraphs.flatMap((paragraph) => ['', ...wrapped(paragraph, width)]).slice(1);
}

/** The lines of a text that is broken between words, so that no line is longer than `width` unless a word is. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Whether a name can stand for itself in the code of every language. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
