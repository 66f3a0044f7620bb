import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs and their arguments, one after the other. */
export type Commands = readonly (readonly string[])[];

/** What `language.json` says about the package beside it. */
export type Language = {
  readonly name: string;
  /** That of all packages; a release writes it. */
  readonly version: string;
  /** The files beside this one in which the version stands. */
  readonly versioned: readonly string[];
  /** Commands that succeed where the toolchain is there, each with what is missing when it fails. */
  readonly toolchain: readonly { readonly command: readonly string[]; readonly needs: string }[];
  /** What has to be built before the tests and the adapter run. */
  readonly build: Commands;
  /** Its own tests. */
  readonly test: Commands;
  /** Starts the adapter of the conformance runner. */
  readonly adapter: readonly string[];
  /** Installs linter, type checker and packager, from the registry of the language. */
  readonly tools: Commands;
  /** Whether its own tests need them too. */
  readonly testsNeedTools?: boolean;
  /** Formatter, linter and type checker, as they are in `tools`. */
  readonly lint: Commands;
  /** Static analysis whose tools come from a registry that not every machine reaches. */
  readonly analysis?: { readonly tools: Commands; readonly commands: Commands };
  /** What `package` needs beside the toolchain. */
  readonly packager?: Language['toolchain'];
  /** Builds the package as its registry takes it, without the tests that `test` has run, installs it elsewhere and runs it. */
  readonly package: Commands;
  /** The folder that the commands run in. */
  readonly folder: string;
};

/** Every language of a folder, in the order of their names. */
export function readLanguages(folder: string): Language[] {
  return readDescriptions<Language>(folder, 'language.json');
}

/** What the file of this name says in each folder that has one, in the order of their names. */
export function readDescriptions<T extends { readonly folder: string }>(folder: string, file: string): T[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((home) => existsSync(join(home, file)))
    .sort()
    .map((home) => ({ ...(JSON.parse(readFileSync(join(home, file), 'utf8')) as T), folder: home }));
}
