/** One octet, as it is drawn. */
export type OctetCell = {
  /** In hex. */
  readonly hex: string;
  /** The character that begins with this octet; `·` where it goes on. */
  readonly label: string;
  readonly isLineFeed: boolean;
};

/** One field of a sign text with its octets. */
export type OctetRow = {
  readonly field: string;
  /** The field in words, for who cannot see the octets. */
  readonly spoken: string;
  readonly cells: readonly OctetCell[];
  /** How many octets are not drawn, so that a large capability does not stall the page. */
  readonly more: number;
};

const FIELDS = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];
const MOST_CELLS = 400;

/** The octets of a sign text, a row for each field (RSA9g). */
export function octetRows(signText: string): OctetRow[] {
  return (signText.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line, index) => {
    const cells = Array.from(line).flatMap(cellsOf);
    const field = FIELDS[index] ?? `line ${index + 1}`;
    const value = line === '\n' ? 'empty' : line.replace('\n', '');
    const spoken = `${field}: ${value}, then a line feed; ${cells.length} octets`;
    return { field, spoken, cells: cells.slice(0, MOST_CELLS), more: Math.max(cells.length - MOST_CELLS, 0) };
  });
}

function cellsOf(character: string): OctetCell[] {
  const isLineFeed = character === '\n';
  return Array.from(new TextEncoder().encode(character), (octet, index) => {
    const label = isLineFeed ? 'LF' : index === 0 ? character : '·';
    return { hex: octet.toString(16).padStart(2, '0'), label: label === ' ' ? '␣' : label, isLineFeed };
  });
}
