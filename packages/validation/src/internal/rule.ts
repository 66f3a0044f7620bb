import type { Keyword } from '../gen/keywords.js';
import type { LeniencyKind } from '../issue.js';

// What the generated decoders read: limits, patterns and words as data, and the state of one decoding.

/** The words and the error code of the rules of one value; a rule's id is this id and its keyword. */
export type Rule = {
  readonly id: string;
  /** Ably's error code; its first three digits are the HTTP status. */
  readonly code: number;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** How to fix a value that breaks a rule. */
  readonly fix: string;
  /** The same for single rules. */
  readonly fixes?: { readonly [Name in Keyword | 'wellFormed']?: string };
};

/** An object with named members. */
export type ObjectRule = Rule & { readonly members: readonly string[] };

/** A text; lengths count code points. */
export type TextRule = Rule & {
  readonly min: number;
  readonly max: number;
  readonly pattern?: RegExp;
  /** What some senders write for an absent text. */
  readonly absentAs?: '';
};

/** A whole number. */
export type IntegerRule = Rule & { readonly min: number; readonly max: number; readonly absentAs?: 0 };

/** One of some fixed texts. */
export type ChoiceRule<T extends string = string> = Rule & { readonly choices: readonly T[] };

/** A list; its bounds are checked before it is read. */
export type ListRule = Rule & { readonly min: number; readonly max: number };

/** A list of texts. */
export type TextListRule = ListRule & { readonly items: TextRule };

/** An object whose members have any name and one form. */
export type MapRule = Rule & { readonly maxMembers: number; readonly minName: number; readonly maxName: number };

/** A map of texts. */
export type TextMapRule = MapRule & { readonly values: TextRule };

/** A map of lists of texts: a capability. */
export type TextListMapRule = MapRule & { readonly values: TextListRule };

/** What is known while a value is decoded. */
export type DecodingState = {
  readonly lenient: boolean;
  /** Whether there are as many issues as are reported; loops over members stop here. */
  readonly isFull: boolean;
  /** Whether something is missing or of another type, so that there is no value. */
  unreadable: boolean;
  /** UTF-16 units of the texts that were read. */
  units: number;
  /** Notes that a value breaks a rule of its schema: `name` is the rule, by default its keyword. */
  report(rule: Rule, path: string, keyword: Keyword, got: string, name?: Keyword | 'wellFormed'): void;
  /** Notes any other issue; the code is that of the rule. */
  add(rule: Rule, path: string, id: string, keyword: Keyword, message: string, remediation: string): void;
  /** Notes what a lenient read tolerated. */
  tolerate(path: string, kind: LeniencyKind, message: string): void;
};
