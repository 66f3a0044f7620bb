import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { lineAt, walk, type Node, type Source } from './source.js';
import type { Workspace } from './workspaces.js';

/** An import as it is written. */
export type Import = { readonly specifier: string; readonly line: number };

/** What an import names. */
export type Target =
  | { readonly kind: 'file'; readonly paths: readonly string[] }
  | { readonly kind: 'workspace'; readonly workspace: Workspace; readonly subpath: string }
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'builtin' };

/** Every import of a file: of values and of types, static and dynamic, and what it exports from elsewhere. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = [];
  for (const statement of source.body) {
    walk(statement, (node) => {
      const from = specifierOf(node);
      if (from?.type === 'Literal' && typeof from.value === 'string') {
        imports.push({ specifier: from.value, line: lineAt(source.text, from.start) });
      }
      return true;
    });
  }
  return imports;
}

function specifierOf(node: Node): Node | null | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source;
    case 'TSExternalModuleReference':
      return node.expression;
    default:
      return undefined;
  }
}

/** Finds what an import names. */
export function resolveImport(
  specifier: string,
  file: string,
  own: Workspace,
  workspaces: readonly Workspace[],
): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', paths: [posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')] };
  }
  if (specifier.startsWith('#')) return { kind: 'file', paths: own.imports.get(specifier) ?? [] };
  if (isBuiltin(specifier)) return { kind: 'builtin' };
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const workspace = workspaces.find((candidate) => candidate.name === name);
  if (workspace === undefined) return { kind: 'library', name };
  return { kind: 'workspace', workspace, subpath: `.${specifier.slice(name.length)}` };
}
