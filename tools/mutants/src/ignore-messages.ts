import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The part of a node of Babel that is looked at. */
type Node = {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { value: { raw: string } }[];
};

/** Whether a node is the words of a message: a text with a space in it, as no value of the protocol has. */
function isMessage({ type, value, quasis = [] }: Node): boolean {
  if (type === 'StringLiteral') return /\S \S/.test(String(value));
  return type === 'TemplateLiteral' && quasis.some(({ value: { raw } }) => /[a-z]{2,} | [a-z]{2,}/.test(raw));
}

/** Stryker's plugins of this module: messages are not mutated, and tests need not repeat their words. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'messages', {
    shouldIgnore: (path) =>
      isMessage((path as unknown as { node: Node }).node) ? 'the words of a message' : undefined,
  }),
];
