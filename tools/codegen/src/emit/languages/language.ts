import { describeField, type FieldDoc } from '@ably-auth/schemas/field';
import type { Model } from '../../model.js';
import { generatedFrom, type Emitter } from '../../output.js';
import { otherRules, textPattern, valuesOf } from '../../read-values.js';
import type { Member, TextPattern, Value, Words } from '../../values.js';

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

/** The bounds that are there: no minimum is 0, no maximum is Infinity. */
export function presentBounds(all: Readonly<Record<string, number>>): (readonly [name: string, bound: number])[] {
  return Object.entries(all).filter(([, bound]) => bound !== 0 && Number.isFinite(bound));
}

/** The documentation of a member as paragraphs: what it is, its unit, what holds where it is absent, spec points. */
export function paragraphsOf({ doc }: Member): string[] {
  return describeField('examples' in doc ? doc : ({ ...doc, examples: [] } satisfies FieldDoc)).split('\n');
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
