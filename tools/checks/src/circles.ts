import type { Check, Fault } from './check.js';
import { importsOf, resolveImport } from './imports.js';
import { isTest, parseSource } from './source.js';
import { workspaceOf, workspacesOf } from './workspaces.js';

type Edge = { readonly to: string; readonly file: string; readonly line: number };
type Graph = Map<string, Edge[]>;

/** No module and no package imports itself, over however many others. */
export const circles: Check = {
  name: 'circles',
  purpose: 'no circle of imports, between packages or within one',
  run(tree) {
    const workspaces = workspacesOf(tree);
    const modules: Graph = new Map();
    const packages: Graph = new Map();
    for (const file of tree.files.filter((path) => path.endsWith('.ts'))) {
      const own = workspaceOf(workspaces, file);
      if (own === undefined) continue;
      for (const { specifier, line } of importsOf(parseSource(tree, file))) {
        const target = resolveImport(specifier, file, own, workspaces);
        if (target.kind === 'file') for (const to of target.paths) add(modules, file, { to, file, line });
        // Tests may look at a package from above: they are not part of it.
        if (target.kind === 'workspace' && !isTest(file))
          add(packages, own.name, { to: target.workspace.name, file, line });
      }
    }
    const faults = [...circlesOf(modules), ...circlesOf(packages)];
    return { looked: `${modules.size} modules, ${packages.size} packages with imports`, faults };
  },
};

function add(graph: Graph, from: string, edge: Edge): void {
  const edges = graph.get(from) ?? [];
  graph.set(from, [...edges, edge]);
}

/** One fault for each import that closes a circle. */
function circlesOf(graph: Graph): Fault[] {
  const faults: Fault[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]) => {
    for (const { to, file, line } of graph.get(name) ?? []) {
      const start = [...trail, name].indexOf(to);
      if (start >= 0) {
        const circle = [...trail.slice(start), ...(start <= trail.length ? [name] : []), to].join(' → ');
        faults.push({
          file,
          line,
          message: `closes a circle: ${circle}`,
          mend: 'move what both need to a module of its own',
        });
      } else if (!done.has(to)) {
        visit(to, [...trail, name]);
      }
    }
    done.add(name);
  };
  for (const name of graph.keys()) if (!done.has(name)) visit(name, []);
  return faults;
}
