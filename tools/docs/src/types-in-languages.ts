import { LANGUAGES, languageName, languageTabs, type Tab } from './language-tabs.js';
import { fenced } from './markdown.js';
import { isInRepository, readJson, readText } from './repository.js';

/** The generated type of each language by the name of the type: its code without the documentation, which the page has. */
const EXTRACTS: Readonly<Record<(typeof LANGUAGES)[number], (type: string) => string>> = {
  python: (type) =>
    block(
      'languages/python/src/ably_auth/gen/types.py',
      `^(?:(?:class )?_${type}Optional.*?)?^class ${type}\\b.*?(?=^\\S)`,
    )
      .replaceAll(/^ *#.*\n/gm, '')
      .replaceAll(/^ *"""(?:.(?!"""))*."""\n?/gms, '')
      .replaceAll(/\n{2,}(?! *class)/g, '\n'),
  go: (type) =>
    aligned(
      block('languages/go/ablyauth/types_gen.go', `^type ${type} struct \\{.*?^\\}`, 'i').replaceAll(
        /^\s*(?:\/\/.*)?\n/gm,
        '',
      ),
    ),
  java: (type) => {
    const file = `languages/java/src/gen/java/ablyauth/${type}.java`;
    if (!isInRepository(file)) return '';
    const members = [...readText(file).matchAll(/^ {2}public (?!static final class)[^{;]*(?=[{;])/gm)].map(
      ([member]) => `${member.trimEnd().replaceAll(/\s+/g, ' ')};`,
    );
    const [head = ''] = /^public .*?(?= \{)/ms.exec(readText(file)) ?? [];
    return `${head} {\n${members.map((member) => ` ${member}`).join('\n')}\n}`;
  },
  php: (type) =>
    block('languages/php/src/gen/Types.php', `^ \\* @phpstan-type ${type} .*?(?=^ \\*(?: @|/))`).replaceAll(
      /^ \* /gm,
      '',
    ),
  ruby: (type) =>
    block('languages/ruby/sig/gen/types.rbs', `^  interface _${type}$.*?^  end`)
      .replaceAll(/^\s*(?:#.*)?\n/gm, '')
      .replaceAll(/^ {2}/gm, ''),
};

/** Adds to the page of a type what it is in every language, before its fields; the page links to its JSON Schema. */
export function withTypeTabs(markdown: string, type: string): string {
  const tabs = [typescript(type), jsonSchema(type), ...LANGUAGES.flatMap((folder) => inLanguage(folder, type))];
  return markdown.replace(/^## /m, () => `## In code\n\n${languageTabs(type, tabs)}\n\n## `);
}

/** Fields in columns, as gofmt writes those that follow each other. */
function aligned(struct: string): string {
  const rows = struct.split('\n').map((line) => /^(\t\S+) (\S+) (`.*)$/.exec(line)?.slice(1) ?? [line]);
  const width = (column: number) => Math.max(...rows.map((row) => (row.length > 1 ? (row[column]?.length ?? 0) : 0)));
  const [names, types] = [width(0), width(1)];
  return rows
    .map(([name = '', type, tag]) => (type ? `${name.padEnd(names)} ${type.padEnd(types)} ${tag}` : name))
    .join('\n');
}

function inLanguage(folder: (typeof LANGUAGES)[number], type: string): Tab[] {
  const code = EXTRACTS[folder](type).trimEnd();
  if (code === '') return []; // a plain text or map, which needs no type there
  return [{ language: languageName(folder), markdown: fenced(folder, code) }];
}

function typescript(type: string): Tab {
  const file = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const source = readText(`packages/validation/src/gen/types/${file}.ts`);
  const code = source.replaceAll(/^\s*(?:\/\/.*|import .*)?\n/gm, '').replaceAll(/^ *\/\*\*.*?\*\/\n/gms, '');
  return { language: 'TypeScript', markdown: fenced('ts', code) };
}

function jsonSchema(type: string): Tab {
  const file = `schemas/json/${type}.json`;
  const code = JSON.stringify(withoutDocumentation(readJson(file)), undefined, 2);
  return {
    language: 'JSON Schema',
    markdown: `${fenced('json', code)}\n\nWith its documentation: [${type}.json](/files/${file}).`,
  };
}

function withoutDocumentation(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(withoutDocumentation);
  const kept = Object.entries(schema).filter(([name]) => !['$comment', 'description', 'examples'].includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutDocumentation(value)]));
}

function block(file: string, pattern: string, flags = ''): string {
  return new RegExp(pattern, `ms${flags}`).exec(`${readText(file)}\n$`)?.[0] ?? '';
}
