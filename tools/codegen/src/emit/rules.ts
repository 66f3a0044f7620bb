import { generatedFrom, type Emitter } from '../output.js';
import { otherRules, valuesOf } from '../read-values.js';
import { isText, wellFormedSource, wordMembers, type TextPattern, type Value, type Words } from '../values.js';
import { grouped, quote } from './constants.js';

const FOLDER = 'packages/validation/src/gen';

/** Limits, patterns and words of every value, as constants that the decoders read: one each, so that a bundler keeps what is used. */
export const rules: Emitter = {
  name: 'rules',
  folders: [FOLDER],
  emitShared(model) {
    const values = valuesOf(model).named;
    const kinds = [...new Set(['Rule', ...values.map((value) => kindOf(value).replace(/<.*/, ''))])].sort();
    const text = [
      `// ${generatedFrom('schemas/src/registry.ts')}\n`,
      `import type { ${kinds.join(', ')} } from '../internal/rule.js';\n`,
      '\n// Rules of the schemas.\n\n',
      values.map((value) => constant(value, kindOf(value), boundsOf(value))).join('\n'),
      '\n// Rules that no JSON Schema can say.\n\n',
      otherRules(model)
        .map((words) => constant(words, 'Rule', []))
        .join('\n'),
      ...Object.entries(model.textMaps).map(([name, { meaning, texts }]) => {
        const members = Object.entries(texts).map((entry) => `${entry.map(quote).join(': ')},\n`);
        return `\n/** ${meaning}. */\nexport const ${name} = {\n${members.join('')}} as const;\n`;
      }),
    ].join('');
    return [{ path: `${FOLDER}/rules.ts`, text }];
  },
};

function constant(words: Words, kind: string, bounds: readonly string[]): string {
  const named = (name: string, text: string) => `${name}: ${text}`;
  const fixes = (all: readonly [string, string][]) =>
    all.length === 0 ? undefined : `{\n${all.map(([keyword, fix]) => named(keyword, quote(fix))).join(',\n')},\n}`;
  const members = wordMembers(words, { named, quote, fixes }, bounds);
  return `export const ${words.name}: ${kind} = {\n${members.join(',\n')},\n};\n`;
}

/** The type of the constant. */
function kindOf(value: Value): string {
  switch (value.kind) {
    case 'object':
      return 'ObjectRule';
    case 'integer':
      return 'IntegerRule';
    case 'text':
      return 'TextRule';
    case 'choice':
      return `ChoiceRule<${value.choices.map((text) => JSON.stringify(text)).join(' | ')}>`;
    case 'list':
      return isText(value.items) ? 'TextListRule' : 'ListRule';
    case 'map': {
      const { values } = value;
      if (isText(values)) return 'TextMapRule';
      return values.kind === 'list' && isText(values.items) ? 'TextListMapRule' : 'MapRule';
    }
    default:
      return 'Rule';
  }
}

/** What the constant says beside its words. */
function boundsOf(value: Value): string[] {
  switch (value.kind) {
    case 'object':
      return [`members: ${JSON.stringify(value.members.map(({ name }) => name))}`];
    case 'integer':
      return range(value);
    case 'text':
      return [...range(value), ...(value.pattern === undefined ? [] : [`pattern: ${regex(value.pattern)}`])];
    case 'choice':
      return [`choices: ${JSON.stringify(value.choices)}`];
    case 'list':
      return [...range(value), ...(isText(value.items) ? [`items: ${value.items.name}`] : [])];
    case 'map': {
      const { maxMembers, minName, maxName, values } = value;
      const bounds = [`maxMembers: ${grouped(maxMembers)}`, `minName: ${minName}`, `maxName: ${grouped(maxName)}`];
      return kindOf(value) === 'MapRule' ? bounds : [...bounds, `values: ${values.name}`];
    }
    default:
      return [];
  }
}

function range({ min, max }: { readonly min: number; readonly max: number }): string[] {
  return [`min: ${grouped(min)}`, `max: ${grouped(max)}`];
}

function regex(pattern: TextPattern): string {
  return `/^${wellFormedSource(pattern)}$/u`;
}
