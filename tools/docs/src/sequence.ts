/** One line of a sequence diagram. */
export type Step = {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** An answer is drawn with a dashed line. */
  readonly isAnswer: boolean;
};

/** Who says what to whom, in order. */
export type Sequence = {
  readonly title: string;
  readonly participants: readonly string[];
  readonly steps: readonly Step[];
};

const LINE = /^(?<from>[^:]+?) +(?<arrow>-->|->) +(?<to>[^:]+?): +(?<text>.+)$/;

/**
 * Reads the text of a `sequence` block: a title, then lines such as `Client -> Ably: text`; `-->` is an answer.
 *
 * @throws {Error} that names the line which is not one of a diagram
 */
export function parseSequence(source: string): Sequence {
  const [first = '', ...lines] = source.trim().split('\n');
  const [, title] = /^title: (.+)$/.exec(first) ?? [];
  if (title === undefined) throw new Error(`sequence: the first line must be "title: …", not "${first}"`);
  const steps = lines.map((line): Step => {
    const { from, to, arrow, text } = LINE.exec(line)?.groups ?? {};
    if (from === undefined || to === undefined || text === undefined) throw new Error(`sequence: no step: "${line}"`);
    return { from, to, text, isAnswer: arrow === '-->' };
  });
  return { title, participants: [...new Set(steps.flatMap(({ from, to }) => [from, to]))], steps };
}
