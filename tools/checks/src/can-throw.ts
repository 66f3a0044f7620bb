import { functionOf } from './callable.js';
import type { Declaration, Exported } from './exported.js';
import { walk, type Node } from './source.js';

/**
 * Whether calling a function of this repo can throw what it or a function that it calls throws by `throw`.
 *
 * Calls are followed by name, through imports; methods are not, nor is what a platform's own function throws.
 */
export function canThrow(declaration: Declaration, exported: Exported, seen = new Set<Node>()): boolean {
  if (seen.has(declaration.node)) return false;
  seen.add(declaration.node);
  const body = functionOf(declaration.node)?.body ?? undefined;
  if (body === undefined) return false;
  let found = false;
  const enter = (node: Node, parent: Node | undefined): boolean => {
    if (found || isForLater(node, parent)) return false;
    if (node.type === 'TryStatement' && node.handler !== null) {
      // What the block throws is caught; what the handler throws is not.
      walk(node.handler, enter, node);
      if (node.finalizer !== null) walk(node.finalizer, enter, node);
      return false;
    }
    found = node.type === 'ThrowStatement' || callees(node).some((name) => throwsByName(name));
    return !found;
  };
  const throwsByName = (name: string): boolean => {
    const callee = exported.local(declaration.source, name);
    return callee !== undefined && canThrow(callee, exported, seen);
  };
  walk(body, enter);
  return found;
}

/** A function that is made here and called elsewhere; one that is handed to a call runs in that call. */
function isForLater(node: Node, parent: Node | undefined): boolean {
  const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassBody)$/.test(node.type);
  return isFunction && parent !== undefined && parent.type !== 'CallExpression' && parent.type !== 'NewExpression';
}

/** Names of the functions that a node calls, or hands to a call. */
function callees(node: Node): string[] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  return [node.callee, ...node.arguments].flatMap((part) => (part.type === 'Identifier' ? [part.name] : []));
}
