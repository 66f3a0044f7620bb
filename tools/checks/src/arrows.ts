import type { Check, Fault } from './check.js';
import { importsOf, resolveImport, type Target } from './imports.js';
import { reachable, rooms } from './rooms.js';
import { isTest, parseSource } from './source.js';
import type { Tree } from './tree.js';
import { rootTools, workspacesOf, type Workspace } from './workspaces.js';

type Judgement = Pick<Fault, 'message' | 'mend'> | undefined;

/** A file for Node alone, which others reach through an import condition or the `sync` entry. */
const FOR_NODE = /(\.node|\/sync)\.ts$/;

/** Data flows one way, and imports follow it. */
export const arrows: Check = {
  name: 'arrows',
  purpose: 'imports follow the arrows between the packages, and package.json lists them',
  run(tree) {
    const workspaces = workspacesOf(tree);
    const faults = workspaces.flatMap((own) => strangers(own));
    let count = 0;
    for (const own of workspaces) {
      for (const file of tree.files.filter((path) => path.startsWith(`${own.folder}/src/`) && path.endsWith('.ts'))) {
        for (const { specifier, line } of importsOf(parseSource(tree, file))) {
          count++;
          const target = resolveImport(specifier, file, own, workspaces);
          const fault = judge(tree, own, file, specifier, target);
          if (fault !== undefined) faults.push({ file, line, ...fault });
        }
      }
    }
    return { looked: `${count} imports`, faults };
  },
};

/** A package that no arrow knows. */
function strangers({ folder }: Workspace): Fault[] {
  const [, name] = folder.split('packages/');
  if (name === undefined || rooms[name] !== undefined) return [];
  const mend = 'say in tools/checks/src/rooms.ts what it may import';
  return [{ file: `${folder}/package.json`, line: 1, message: `packages/${name} has no arrows`, mend }];
}

function judge(tree: Tree, own: Workspace, file: string, specifier: string, target: Target): Judgement {
  if (target.kind === 'file') return judgeFile(tree, own, file, specifier, target.paths);
  if (target.kind === 'builtin') return judgeBuiltin(own, file, specifier);
  if (target.kind === 'library') {
    return (isTest(file) ? undefined : judgeLibrary(own, target.name)) ?? judgeListed(tree, own, file, target.name);
  }
  const misplaced = judgeSubpath(specifier, target);
  // Tests may import any package: what they prove may need one from above.
  if (misplaced !== undefined || isTest(file)) return misplaced;
  return judgeArrow(own, specifier, target.workspace) ?? judgeListed(tree, own, file, target.workspace.name);
}

function judgeFile(tree: Tree, own: Workspace, file: string, specifier: string, paths: readonly string[]): Judgement {
  if (paths.some((path) => !path.startsWith(`${own.folder}/src/`))) {
    return { message: `imports ${specifier}, which is outside its src`, mend: 'import the package by its name' };
  }
  if (paths.length === 0 || paths.some((path) => !tree.files.includes(path))) {
    return {
      message: `imports ${specifier}, which does not exist`,
      mend: 'mend the path; relative imports end in .js',
    };
  }
  if (specifier.endsWith('.node.js') && !FOR_NODE.test(file) && !isTest(file)) {
    return {
      message: `imports ${specifier}, which runs in Node alone`,
      mend: 'import it through a condition, as `#name`',
    };
  }
  return undefined;
}

function judgeBuiltin(own: Workspace, file: string, specifier: string): Judgement {
  if (!specifier.startsWith('node:')) return { message: `imports ${specifier}`, mend: `write node:${specifier}` };
  if (roomOf(own)?.portable !== true || FOR_NODE.test(file) || isTest(file)) return undefined;
  const mend = 'move it to a file named *.node.ts and import that through a condition, as `#name`';
  return { message: `imports ${specifier}, but ${own.name} runs in browsers too`, mend };
}

function judgeSubpath(specifier: string, { workspace, subpath }: Extract<Target, { kind: 'workspace' }>): Judgement {
  if (workspace.exports.has(subpath)) return undefined;
  const mend = `import what its package.json exports: ${[...workspace.exports.keys()].join(' ') || 'nothing'}`;
  return { message: `imports ${specifier}, which ${workspace.name} does not export`, mend };
}

function judgeArrow(own: Workspace, specifier: string, { folder }: Workspace): Judgement {
  if (roomOf(own) === undefined) return undefined;
  const allowed = reachable(nameOf(own));
  if (folder.startsWith('packages/') && allowed.has(folder.slice('packages/'.length))) return undefined;
  const mend = `packages/${nameOf(own)} may import: ${[...allowed].join(', ') || 'no package'}`;
  return { message: `imports ${specifier}, against the arrows`, mend };
}

function judgeLibrary(own: Workspace, name: string): Judgement {
  const room = roomOf(own);
  if (room === undefined) return undefined;
  const { libraries, never = [] } = room;
  if (name !== 'zod' && !never.includes(name) && (libraries === undefined || libraries.includes(name)))
    return undefined;
  const message = `imports ${name}, which a user of ${own.name} must not have to download`;
  return { message, mend: `packages/${nameOf(own)} may import: ${libraries?.join(', ') || 'no library'}` };
}

function judgeListed(tree: Tree, own: Workspace, file: string, name: string): Judgement {
  if (own.dependencies.has(name)) return undefined;
  const isTool = isTest(file) || own.folder.startsWith('tools/');
  if (isTool && rootTools(tree).has(name)) return undefined;
  const mend = isTest(file)
    ? 'add it to devDependencies of the root package.json'
    : `add it to dependencies of ${own.folder}/package.json`;
  return { message: `imports ${name}, which no package.json lists for it`, mend };
}

function nameOf({ folder }: Workspace): string {
  return folder.slice(folder.indexOf('/') + 1);
}

function roomOf(own: Workspace) {
  return own.folder.startsWith('packages/') ? rooms[nameOf(own)] : undefined;
}
