import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT } from '@ably-auth/checks/tool';
import ts from 'typescript';
import { pairs, teller, type Difference } from './difference.js';
import type { Declarations } from './surface.js';

type Packages = Readonly<Record<string, Declarations>>;

const tell = teller('types', 'source', {
  'entry.removed': [true, 'typescript', 'Code that imports it does not compile.'],
  'entry.added': [false, 'typescript', 'It can be imported now.'],
  'export.removed': [true, 'typescript', 'Code that imports it does not compile.'],
  'export.added': [false, 'typescript', 'It can be imported now.'],
  value: [true, 'typescript', 'Code that uses it as it was may not compile.'],
  builds: [true, 'typescript', 'A value that was of this type may be refused by the compiler.'],
  reads: [true, 'typescript', 'Code that reads a value of this type may not compile.'],
  generic: [true, 'typescript', 'Its declaration differs; whether code that uses it compiles is not known.'],
});

/** What the packages themselves are compiled with, as strict as a consumer can be. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  noEmit: true,
};

/** How the declared types of packages differ, as the compiler compares them: names that went, and what fits no more. */
export function compareTypes(was: Packages, now: Packages): Difference[] {
  // The compiler takes seconds.
  if (isDeepStrictEqual(was, now)) return [];
  // Below the root, so that what the packages import from elsewhere is found.
  mkdirSync(join(ROOT, '.temp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.temp/breaking-'));
  try {
    const [before, after] = [write(was, join(folder, 'was')), write(now, join(folder, 'now'))];
    const program = ts.createProgram([...before.values(), ...after.values()], OPTIONS);
    const checker = program.getTypeChecker();
    const exportsOf = (file: string | undefined) => {
      const source = file === undefined ? undefined : program.getSourceFile(file);
      const module = source && checker.getSymbolAtLocation(source);
      return Object.fromEntries((module ? checker.getExportsOfModule(module) : []).map((each) => [each.name, each]));
    };
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((specifier): Difference[] => {
      if (!after.has(specifier)) return [tell('entry.removed', specifier)];
      if (!before.has(specifier)) return [tell('entry.added', specifier)];
      return pairs(exportsOf(before.get(specifier)), exportsOf(after.get(specifier))).flatMap(([name, from, to]) => {
        const where = `${specifier}: ${name}`;
        if (to === undefined) return [tell('export.removed', where)];
        if (from === undefined) return [tell('export.added', where)];
        return compareSymbols(checker, where, from, to);
      });
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes packages as a consumer has them, and returns the path of each public entry by its specifier. */
function write(packages: Packages, folder: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [name, { exports, files }] of Object.entries(packages)) {
    const home = join(folder, 'node_modules', name);
    // A class with a private member is compatible with itself alone; what is private concerns no consumer.
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text.replace(/#private;|\bprivate [^;{}]*;/g, ''));
    };
    for (const [path, text] of Object.entries(files)) put(path, text);
    const targets = Object.fromEntries(Object.entries(exports).map(([subpath, path]) => [subpath, `./${path}`]));
    put('package.json', JSON.stringify({ name, type: 'module', exports: targets }));
    for (const [subpath, path] of Object.entries(exports)) {
      if (subpath !== './internal') entries.set(name + subpath.slice(1), join(home, path));
    }
  }
  return entries;
}

function compareSymbols(checker: ts.TypeChecker, where: string, was: ts.Symbol, now: ts.Symbol): Difference[] {
  const [before, after] = [resolved(checker, was), resolved(checker, now)];
  const found: Difference[] = [];
  if ((before.flags & ts.SymbolFlags.Value) !== 0 || (after.flags & ts.SymbolFlags.Value) !== 0) {
    const [from, to] = [checker.getTypeOfSymbol(before), checker.getTypeOfSymbol(after)];
    // Code that used the earlier value has to compile with this one in its place.
    if (!checker.isTypeAssignableTo(to, from))
      found.push(tell('value', where, print(checker, from), print(checker, to)));
  }
  if ((before.flags & ts.SymbolFlags.Type) !== 0 || (after.flags & ts.SymbolFlags.Type) !== 0) {
    const [from, to] = [checker.getDeclaredTypeOfSymbol(before), checker.getDeclaredTypeOfSymbol(after)];
    const texts = [print(checker, from), print(checker, to)] as const;
    if (isGeneric(before) || isGeneric(after)) {
      // Parameters of two types are never the same to the compiler: their declarations are compared as text.
      if (declaration(before) !== declaration(after)) {
        found.push(tell('generic', where, declaration(before), declaration(after)));
      }
    } else {
      if (!checker.isTypeAssignableTo(from, to)) found.push(tell('builds', where, ...texts));
      if (!checker.isTypeAssignableTo(to, from)) found.push(tell('reads', where, ...texts));
    }
  }
  return found;
}

/** What a re-exported name stands for. */
function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function isGeneric(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (node) => (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.typeParameters !== undefined,
  );
}

function declaration(symbol: ts.Symbol): string {
  return (symbol.declarations ?? []).map((node) => node.getText().replaceAll(/\s+/g, ' ')).join(' ');
}

function print(checker: ts.TypeChecker, type: ts.Type): string {
  return checker.typeToString(type, undefined, ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation);
}
