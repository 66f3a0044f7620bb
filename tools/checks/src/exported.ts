import { resolveImport } from './imports.js';
import { parseSource, type Node, type Source } from './source.js';
import type { Tree } from './tree.js';
import { workspaceOf, type Workspace } from './workspaces.js';

/** A named thing and where it is declared. */
export type Declaration = {
  readonly name: string;
  readonly source: Source;
  /** The whole statement; a docstring stands before it. */
  readonly statement: Node;
  /** The function, class, type or variable itself. */
  readonly node: Node;
  /** Whether its type alone is exported. */
  readonly isType: boolean;
};

/** Follows exports and imports to declarations. */
export class Exported {
  readonly #tree: Tree;
  readonly #workspaces: readonly Workspace[];

  constructor(tree: Tree, workspaces: readonly Workspace[]) {
    this.#tree = tree;
    this.#workspaces = workspaces;
  }

  /** Everything that a module exports, by the name that it exports it under. */
  of(file: string): Map<string, Declaration> {
    const source = parseSource(this.#tree, file);
    const found = new Map<string, Declaration>();
    for (const statement of source.body) {
      if (statement.type === 'ExportAllDeclaration') {
        for (const [name, declaration] of this.#from(file, statement.source.value)) found.set(name, declaration);
      } else if (statement.type === 'ExportNamedDeclaration') {
        for (const declaration of declared(source, statement)) found.set(declaration.name, declaration);
        const origin = statement.source === null ? undefined : this.#from(file, statement.source.value);
        for (const { local, exported, exportKind } of statement.specifiers) {
          const declaration = origin === undefined ? this.local(source, nameOf(local)) : origin.get(nameOf(local));
          if (declaration === undefined) continue;
          const isType = declaration.isType || exportKind === 'type' || statement.exportKind === 'type';
          found.set(nameOf(exported), { ...declaration, isType });
        }
      }
    }
    return found;
  }

  /** What a name means at the top of a module: declared there, or imported from a file of this repo. */
  local(source: Source, name: string): Declaration | undefined {
    for (const statement of source.body) {
      const here = declared(source, statement).find((declaration) => declaration.name === name);
      if (here !== undefined) return here;
      if (statement.type !== 'ImportDeclaration') continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.local.name === name) {
          return this.#from(source.path, statement.source.value).get(nameOf(specifier.imported));
        }
      }
    }
    return undefined;
  }

  #from(file: string, specifier: string): Map<string, Declaration> {
    const own = workspaceOf(this.#workspaces, file);
    if (own === undefined) return new Map();
    const target = resolveImport(specifier, file, own, this.#workspaces);
    const path = target.kind === 'workspace' ? target.workspace.exports.get(target.subpath) : undefined;
    const [origin] = target.kind === 'file' ? target.paths : [path];
    return origin === undefined || !this.#tree.files.includes(origin) ? new Map() : this.of(origin);
  }
}

/** What a statement declares, exported or not. */
function declared(source: Source, statement: Node): Declaration[] {
  const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  switch (node?.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap((declarator): Declaration[] =>
        declarator.id.type === 'Identifier'
          ? [{ name: declarator.id.name, source, statement, node: declarator, isType: false }]
          : [],
      );
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return node.id === null ? [] : [{ name: node.id.name, source, statement, node, isType: false }];
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return [{ name: node.id.name, source, statement, node, isType: true }];
    default:
      return [];
  }
}

function nameOf(name: Node): string {
  return name.type === 'Identifier' ? name.name : name.type === 'Literal' ? String(name.value) : '';
}
