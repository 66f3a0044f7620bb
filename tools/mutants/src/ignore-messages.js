import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
/** Whether a node is the words of a message: a text with a space in it, as no value of the protocol has. */
function isMessage({ type, value, quasis = [] }) {
    if (type === 'StringLiteral')
        return /\S \S/.test(String(value));
    return type === 'TemplateLiteral' && quasis.some(({ value: { raw } }) => /[a-z]{2,} | [a-z]{2,}/.test(raw));
}
/** Stryker's plugins of this module: messages are not mutated, and tests need not repeat their words. */
export const strykerPlugins = [
    declareValuePlugin(PluginKind.Ignore, 'messages', {
        shouldIgnore: (path) => isMessage(path.node) ? 'the words of a message' : undefined,
    }),
];
