import type { Comparison } from './compare.js';
import type { Audience, Difference } from './difference.js';

const AUDIENCES: Readonly<Record<Audience, string>> = {
  builders: 'who builds values',
  readers: 'who reads values',
  signatures: 'the bytes that are signed',
  'error-codes': 'who compares error codes',
  typescript: 'TypeScript users',
};

/** A comparison as a page: what breaks first, each with whom it concerns. */
export function markdownReport({ was, now, compared, differences }: Comparison): string {
  const parts = [`# From ${was} to ${now}`, `Compared: ${compared.join(', ') || 'nothing that both versions have'}.`];
  if (differences.length === 0) return `${[...parts, 'No differences.'].join('\n\n')}\n`;
  for (const [title, isBreaking] of [
    ['Breaking', true],
    ['Compatible', false],
  ] as const) {
    const chosen = differences.filter(({ breaking }) => breaking === isBreaking);
    if (chosen.length > 0) parts.push(`## ${title}`, table(chosen));
  }
  return `${parts.join('\n\n')}\n`;
}

/** One line per difference, and a summary. */
export function textReport({ was, now, compared, differences }: Comparison): string {
  const lines = differences.map(
    ({ breaking, level, rule, where, effect, was: from, now: to }) =>
      `${breaking ? 'breaking  ' : 'compatible'}  ${level.padEnd(6)}  ${where}  ${rule}\n    ${effect}${change(from, to)}`,
  );
  const broken = differences.filter(({ breaking }) => breaking).length;
  const found = `${differences.length} differences, ${broken} of them breaking`;
  return [...lines, `${was} → ${now}: ${found}; compared: ${compared.join(', ')}`].join('\n');
}

function table(differences: readonly Difference[]): string {
  const rows = differences.map(({ level, where, rule, was, now, affects, effect }) => [
    code(where),
    code(rule),
    level,
    was === undefined ? '' : code(was),
    now === undefined ? '' : code(now),
    affects.map((audience) => AUDIENCES[audience]).join(', '),
    effect,
  ]);
  const header = ['what', 'rule', 'level', 'was', 'is', 'concerns', 'effect'];
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function change(was: string | undefined, now: string | undefined): string {
  return was === undefined && now === undefined ? '' : `\n    ${was ?? '(nothing)'} → ${now ?? '(nothing)'}`;
}

function code(text: string): string {
  const line = text.replaceAll('\n', ' ').replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
