import type { Callable } from '@ably-auth/schemas';
import type { FieldDoc } from '@ably-auth/schemas/field';

// The schemas as values that a decoder reads: what every emitter of decoders, in any language, prints.

/** The words and the error code of the rules of one kind of value. */
export type Words = {
  /** Its name among all, in upper case: `CAPABILITY_TEXT_40144`. */
  readonly name: string;
  /** Stable id; with a keyword it is the id of a rule: `ttl` and `ttl.minimum`. */
  readonly id: string;
  /** Ably's error code; its first three digits are the HTTP status. */
  readonly code: number;
  readonly expected: string;
  readonly remediation: string;
  /** The remediation of single rules, by keyword. */
  readonly remediations: Readonly<Record<string, string>>;
  /** What some senders write for an absent value. */
  readonly absentAs?: 0 | '';
};

/** How a language writes words as named members of a constant. */
export type WordsForm = {
  readonly named: (name: string, text: string) => string;
  readonly quote: (text: string) => string;
  /** The remediations of single rules by keyword; undefined where they are left out. */
  readonly fixes: (entries: readonly [keyword: string, text: string][]) => string | undefined;
};

/** Words as members: what they begin with, what stands beside them, what some senders write for an absent value. */
export function wordMembers(words: Words, { named, quote, fixes }: WordsForm, beside: readonly string[]): string[] {
  const { id, code, expected, remediation, remediations, absentAs } = words;
  const written = fixes(Object.entries(remediations));
  return [
    named('id', quote(id)),
    named('code', String(code)),
    named('expected', quote(expected)),
    named('fix', quote(remediation)),
    ...(written === undefined ? [] : [named('fixes', written)]),
    ...beside,
    ...(absentAs === undefined ? [] : [named('absentAs', absentAs === 0 ? '0' : quote(absentAs))]),
  ];
}

/** A pattern of a text, which covers the whole of it. */
export type TextPattern = {
  /** Its name in schemas/src/patterns.ts. */
  readonly name: string;
  /** What it allows, as a noun. */
  readonly meaning: string;
  /** The regular expression without `^` and `$`, which languages read differently. */
  readonly source: string;
  /** Whether it allows all characters but some; it then also refuses a lone surrogate, which has no UTF-8 form. */
  readonly isExclusion: boolean;
};

/** The source of a pattern with all that it refuses, for languages whose texts can hold lone surrogates. */
export function wellFormedSource({ source, isExclusion }: TextPattern): string {
  return isExclusion ? source.replace(/\]\*$/, '\\ud800-\\udfff]*') : source;
}

/** A member of an object. */
export type Member = {
  readonly name: string;
  readonly value: Value;
  readonly isRequired: boolean;
  /** Its documentation; a callable has its own. */
  readonly doc: FieldDoc | Callable;
};

/** How one kind of value is read. A bound that is not there is Infinity. */
export type Value = Words & {
  /** Name of the registered type that it is. */
  readonly type?: string;
} & (
    | { readonly kind: 'anyObject' | 'callable' | 'flag' }
    | { readonly kind: 'text'; readonly min: number; readonly max: number; readonly pattern?: TextPattern }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    | { readonly kind: 'list'; readonly min: number; readonly max: number; readonly items: Value }
    | {
        readonly kind: 'map';
        readonly maxMembers: number;
        readonly minName: number;
        readonly maxName: number;
        readonly values: Value;
      }
    | { readonly kind: 'either'; readonly first: Value; readonly second: Value }
    /** Has no name of its own: its words are those of the object. */
    | { readonly kind: 'textOrObject'; readonly text: Value; readonly object: Value }
    | { readonly kind: 'object'; readonly members: readonly Member[]; readonly isOpen: boolean }
  );

export type ValueOf<Kind extends Value['kind']> = Value & { readonly kind: Kind };

/** The values of a model. */
export type Values = {
  /** Every value that has a name, after those that it holds. */
  readonly named: readonly Value[];
  /** The value that each type is. */
  readonly byType: ReadonlyMap<string, Value>;
};

/** Whether a value is any text, neither fixed nor one of several. */
export function isText(value: Value): value is ValueOf<'text'> {
  return value.kind === 'text';
}
