import { patternOf, type Pattern } from './pattern.js';
import type { Grants } from './read.js';

/** The patterns of a capability by their steps, so that a look-up passes over those that cannot match. */
export type PatternTree = {
  next: Map<string, PatternTree> | undefined;
  /** Operations on the resource that ends here. */
  here: readonly string[] | undefined;
  /** Operations on every resource that begins so. */
  below: readonly string[] | undefined;
};

export function newTree(): PatternTree {
  return { next: undefined, here: undefined, below: undefined };
}

export function addPattern(tree: PatternTree, { steps, open }: Pattern, operations: readonly string[]): void {
  let node = tree;
  for (const step of steps) {
    node.next ??= new Map();
    let child = node.next.get(step);
    if (child === undefined) node.next.set(step, (child = newTree()));
    node = child;
  }
  const slot = open ? 'below' : 'here';
  node[slot] = node[slot]?.concat(operations) ?? operations;
}

/** Whether one entry grants all operations on all that a pattern stands for; a single resource is a closed pattern. */
export function grants(tree: PatternTree, { steps, open }: Pattern, operations: readonly string[]): boolean {
  // No recursion: a name may have thousands of segments.
  const nodes = [tree];
  const depths = [0];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const depth = depths.pop() as number;
    if (lists(node.below, operations)) return true;
    const step = steps[depth];
    if (step === undefined) {
      if (!open && lists(node.here, operations)) return true;
    } else if (node.next !== undefined) {
      const any = node.next.get('*');
      if (any !== undefined) depths[nodes.push(any) - 1] = depth + 1;
      const same = step === '*' ? undefined : node.next.get(step);
      if (same !== undefined) depths[nodes.push(same) - 1] = depth + 1;
    }
  }
  return false;
}

/** Whether a list of operations grants others: by name, or as `*`. */
export function lists(list: readonly string[] | undefined, operations: readonly string[]): boolean {
  return list !== undefined && (list.includes('*') || operations.every((operation) => list.includes(operation)));
}

// Keyed by what was read, never by an object of the caller's, which may change.
const trees = /* @__PURE__ */ new WeakMap<Grants, PatternTree>();

/** The tree of a capability, built at its first use. */
export function treeOf(read: Grants): PatternTree {
  let tree = trees.get(read);
  if (tree === undefined) {
    tree = newTree();
    for (const { name, value } of read.grants) addPattern(tree, patternOf(name), value);
    trees.set(read, tree);
  }
  return tree;
}
