/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A block of code. */
export function fenced(language: string, source: string): string {
  return `\`\`\`${language}\n${source.trimEnd()}\n\`\`\``;
}

/** Text as code within a line, whatever it holds. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Text in HTML, where it is neither markup nor a template of Vue. */
export function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? '').replaceAll('{{', '{&#8203;{');
}

/** Whole numbers with thin groups: 86 400 000. */
export function grouped(value: number): string {
  return value === Number.MAX_SAFE_INTEGER ? '2⁵³ − 1' : value.toLocaleString('en').replaceAll(',', ' ');
}

const SPECIFICATION = 'https://sdk.ably.com/builds/ably/specification/main/features/';

/** A link to a point of Ably's feature specification. */
export function specLink(point: string): string {
  return `[${point}](${SPECIFICATION}#${point})`;
}
