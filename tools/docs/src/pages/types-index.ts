import { code, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { registry, schemaOf } from '../registry.js';
import { unitOf } from '../form.js';
import { anchorOf, fieldsOf } from './type-page.js';

/** Every type, and every field of each with its unit and default, on one page. */
export function typesIndex(): Page {
  const sections = registry.types.map((type) => {
    const rows = fieldsOf(type).map(({ name, unit, absent }) => [
      `[${code(name)}](/types/${type.name}.md#${anchorOf(name)})`,
      unit,
      absent,
    ]);
    const fields =
      rows.length > 0
        ? table(['field', 'unit', 'default, and who applies it'], rows)
        : `One value: ${unitOf(schemaOf(type.name), type.fields[''])}.`;
    return `## [${type.name}](/types/${type.name}.md) {#${type.name}}\n\n${type.description}\n\n${fields}`;
  });
  const intro = 'Every field, with its unit, its default and who applies it. A type’s own page has all that is known.';
  return {
    path: 'types/index.md',
    title: 'All types and fields',
    text: `${frontMatter({ title: 'Types', outline: 2 })}# Types and their fields\n\n${intro}\n\n${sections.join('\n\n')}\n`,
  };
}
