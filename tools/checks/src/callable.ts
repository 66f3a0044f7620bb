import type { ESTree } from 'rolldown/utils';
import type { Node } from './source.js';

/** A function, in whatever syntax. */
export type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

/** The function that runs when what a node declares is called: of a class, its constructor. */
export function functionOf(node: Node): FunctionNode | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node;
    case 'VariableDeclarator':
      return node.init === null ? undefined : functionOf(node.init);
    case 'ClassDeclaration':
      return constructorOf(node)?.value;
    default:
      return undefined;
  }
}

/** The constructor that a class declares. */
export function constructorOf(node: Node): ESTree.MethodDefinition | undefined {
  if (node.type !== 'ClassDeclaration') return undefined;
  const found = node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
  return found?.type === 'MethodDefinition' ? found : undefined;
}

/** The name of each parameter; undefined for a destructured one. */
export function parameterNames(called: FunctionNode): (string | undefined)[] {
  return called.params.map((param) => identifierOf(param)).filter((name) => name !== 'this');
}

function identifierOf(param: Node): string | undefined {
  switch (param.type) {
    case 'Identifier':
      return param.name;
    case 'AssignmentPattern':
      return identifierOf(param.left);
    case 'RestElement':
      return identifierOf(param.argument);
    default:
      return undefined;
  }
}
