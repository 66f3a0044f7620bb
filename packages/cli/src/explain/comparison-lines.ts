import type { Comparison } from '@ably-auth/explain';
import { visible } from '@ably-auth/validation/internal';
import { rowLines } from '../layout.js';
import type { Output } from '../output.js';
import { differenceLines } from './mac-lines.js';

/** Where two requests or texts differ; the first is the one that was given as argument. */
export function comparisonLines(differences: readonly Comparison[], output: Output): string[] {
  const { paint, width } = output;
  if (differences.length === 0) return [`${paint.green('✓')} No difference.`];
  return differences.flatMap(({ message, diagnosis }, index) => [
    ...(index > 0 ? [''] : []),
    ...rowLines([['✗', visible(message)]], { width, indent: 0, paint: paint.red }),
    ...(diagnosis?.sentence === undefined
      ? []
      : rowLines([['cause', diagnosis.sentence]], { width, paint: paint.dim })),
    ...(diagnosis === undefined ? [] : differenceLines(diagnosis.difference, output)),
  ]);
}
