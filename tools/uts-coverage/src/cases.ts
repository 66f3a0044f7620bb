import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A case of the Universal Test Specifications. */
export type Case = {
  readonly id: string;
  /** What it is about, in our own words. */
  readonly about: string;
  /** Where our test does not do as the page says, and why. */
  readonly differs?: string;
  /** Why there is no test. */
  readonly notApplicable?: string;
};

/** A page of cases; its reason holds for each case that has neither a test nor a reason of its own. */
export type Page = { readonly page: string; readonly notApplicable?: string; readonly cases: readonly Case[] };

/** The cases as they were read at one commit. */
export type Catalogue = {
  readonly source: string;
  readonly commit: string;
  readonly date: string;
  readonly pages: readonly Page[];
};

/** The committed list of cases. */
export function readCatalogue(root: string): Catalogue {
  return JSON.parse(readFileSync(join(root, 'tools/uts-coverage/cases.json'), 'utf8')) as Catalogue;
}

/** The spec point that an id names. */
export function specPoint(id: string): string {
  return id.split('/')[2] ?? '';
}
