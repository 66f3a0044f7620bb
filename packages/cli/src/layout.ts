/** A line of a table: what stands on the left, and the text beside it. */
export type Row = readonly [label: string, text: string];

/** Text in lines of a width at most, broken at spaces; a longer word stays whole, so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** How rows are set. */
export type RowLayout = {
  /** Columns in all. */
  readonly width: number;
  readonly indent?: number;
  /** Columns of the labels; those of the longest one by default. */
  readonly label?: number;
  /** Dresses a label that has been padded. */
  readonly paint?: (label: string) => string;
};

/** A longer label than this would leave no room for the text. */
const LONGEST_LABEL = 32;

/** Rows as aligned lines; the text is wrapped beside its label. */
export function rowLines(rows: readonly Row[], { width, indent = 2, label, paint = String }: RowLayout): string[] {
  const size = label ?? Math.min(Math.max(0, ...rows.map(([name]) => name.length)), LONGEST_LABEL);
  const left = ' '.repeat(indent);
  return rows.flatMap(([name, text]) =>
    wrap(text, Math.max(width - indent - size - 2, 20)).map((line, index) =>
      `${left}${index === 0 ? paint(name.padEnd(size)) : ' '.repeat(size)}  ${line}`.trimEnd(),
    ),
  );
}
