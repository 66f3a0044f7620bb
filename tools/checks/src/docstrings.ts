import { constructorOf, functionOf, parameterNames } from './callable.js';
import { canThrow } from './can-throw.js';
import type { Check, Fault } from './check.js';
import { docstringOf } from './docstring.js';
import { Exported, type Declaration } from './exported.js';
import { lineAt, type Node } from './source.js';
import { workspacesOf } from './workspaces.js';

const NEEDS_EXAMPLE = /^packages\/(validation|capability|core)\/src\/(?!gen\/)/;

/** Whatever a package exports says what it is. */
export const docstrings: Check = {
  name: 'docstrings',
  purpose: 'every export has a sentence; a function also its parameters, what it throws and an example',
  run(tree) {
    const packages = workspacesOf(tree).filter(({ folder }) => folder.startsWith('packages/'));
    const exported = new Exported(tree, packages);
    const faults: Fault[] = [];
    const declarations = new Map<Node, Declaration>();
    for (const { folder, exports } of packages) {
      for (const [subpath, file] of exports) {
        if (subpath === './internal') continue; // what the packages share is not public
        if (!tree.files.includes(file)) {
          const mend = `write ${file}, or take ${subpath} out of exports`;
          const message = `exports ${subpath}, which has no source`;
          faults.push({ file: `${folder}/package.json`, line: 1, message, mend });
          continue;
        }
        for (const declaration of exported.of(file).values()) {
          // A package answers for what it declares itself, once; of a class that is exported as a type as well, for all.
          if (!declaration.source.path.startsWith(`${folder}/`)) continue;
          const isType = declaration.isType && (declarations.get(declaration.node)?.isType ?? true);
          declarations.set(declaration.node, { ...declaration, isType });
        }
      }
    }
    for (const declaration of declarations.values()) faults.push(...judge(declaration, exported));
    return { looked: `${declarations.size} exports`, faults };
  },
};

function judge(declaration: Declaration, exported: Exported): Fault[] {
  const { name, source, statement, node, isType } = declaration;
  const own = docstringOf(source, statement);
  const faults: Fault[] = [];
  const add = (at: Node, message: string, mend: string) =>
    faults.push({ file: source.path, line: lineAt(source.text, at.start), message: `${name}: ${message}`, mend });
  if (!/^\S+\s+\S.*[.!?)`]$/s.test(own?.description ?? '')) {
    add(node, 'no docstring with a sentence', 'say in one sentence what it is for');
  }
  const called = functionOf(node);
  if (called === undefined || isType) return faults;
  const constructor = constructorOf(node);
  const docs = constructor === undefined ? own : docstringOf(source, constructor);
  for (const message of paramFaults(parameterNames(called), docs?.params ?? new Map())) {
    add(called, message, 'write `@param name what it is, with its unit` for each parameter');
  }
  if (canThrow(declaration, exported) && (docs?.throws ?? []).length === 0) {
    add(called, 'can throw, but has no @throws', 'write `@throws {AblyAuthError} code, and when`');
  }
  if (NEEDS_EXAMPLE.test(source.path) && (own?.examples ?? []).length === 0) {
    add(node, 'no @example', 'write an `@example` of lines that run');
  }
  return faults;
}

function paramFaults(names: readonly (string | undefined)[], documented: ReadonlyMap<string, string>): string[] {
  const missing = names.filter((name) => name !== undefined && (documented.get(name) ?? '') === '');
  const unknown = [...documented.keys()].filter((name) => !names.includes(name));
  // A destructured parameter has no name: any one that is left stands for it.
  const nameless = names.filter((name) => name === undefined).length;
  return [
    ...missing.map((name) => `parameter ${name} is not documented`),
    ...(unknown.length < nameless ? ['a destructured parameter is not documented'] : []),
    ...(unknown.length > nameless ? [`documents ${unknown.join(', ')}, which is no parameter`] : []),
  ];
}
