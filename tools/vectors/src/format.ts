import type { VectorFile } from './vector.js';

/**
 * The text of a vector file: plain ASCII, so that every octet can be seen; one member per line, input and output each in
 * one line.
 */
export function formatFile({ groups, notes, ...head }: VectorFile): string {
  const { $schema, version, operation, about } = head;
  return ascii(
    `{\n${members({ $schema, version, operation, about }, 2)},\n` +
      `  "notes": {\n${members(notes, 4)}\n  },\n` +
      `  "groups": [\n${groups.map(formatGroup).join(',\n')}\n  ]\n}\n`,
  );
}

function formatGroup({ name, about, tests }: VectorFile['groups'][number]): string {
  const texts = tests.map((test) => `        {\n${members(test, 10)}\n        }`);
  return `    {\n${members({ name, about }, 6)},\n      "tests": [\n${texts.join(',\n')}\n      ]\n    }`;
}

function members(object: object, indent: number): string {
  return Object.entries(object)
    .map(([name, value]) => `${' '.repeat(indent)}${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n');
}

function ascii(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
