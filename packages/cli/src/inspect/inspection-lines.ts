import { duration, timeText, visible } from '@ably-auth/validation/internal';
import { rowLines, type Row } from '../layout.js';
import type { Output } from '../output.js';
import { readable } from '../times.js';
import type { CapabilityView } from './capability-view.js';
import type { Inspection, Verification } from './inspection.js';

/** An inspection for people; what others wrote is shown with control characters made visible. */
export function inspectionLines(inspection: Inspection, output: Output, now: number): string[] {
  const { kind, keyName, inner, verification } = inspection;
  const notes = [...capabilityNotes(inspection.capability), ...inspection.notes];
  const { paint, width } = output;
  const title = `${kind}${kind === 'API key' ? '' : ' of key'}`;

  return [
    paint.bold(keyName === undefined ? kind : `${title} ${visible(keyName)}`),
    ...rowLines([...verificationRows(verification), ...fieldRows(inspection, now)], { width, paint: paint.dim }),
    ...capabilityLines(inspection.capability, output),
    ...issueLines(inspection, output),
    ...(notes.length === 0 ? [] : ['', ...notes.flatMap((note) => rowLines([['·', note]], { width }))]),
    ...(inner === undefined ? [] : ['', `It carries this:`, '', ...inspectionLines(inner, output, now)]),
  ];
}

function verificationRows(verification: Verification): Row[] {
  if (verification.status === 'not checked') return [['not checked', verification.because]];
  if (verification.status === 'refused') {
    return [['refused', `${verification.error.code}: ${visible(readable(verification.error.message))}`]];
  }
  return [
    ['verified', verification.checked.join(', ')],
    ['not checked', verification.notChecked.join(', ')],
  ];
}

function fieldRows({ fields, times, ttl }: Inspection, now: number): Row[] {
  return [
    ...Object.entries(fields).map(([label, value]): Row => [visible(label), visible(String(value))]),
    ...(ttl === undefined ? [] : [['ttl', `${duration(ttl)} (${ttl} ms)`] satisfies Row]),
    ...Object.entries(times).map(([label, { ms }]): Row => [label, timeText(ms, now)]),
  ];
}

function capabilityLines(view: CapabilityView | undefined, { paint, width }: Output): string[] {
  if (view === undefined) return [];
  if ('error' in view) return ['', `  ${paint.red('capability')}  ${visible(view.error.message)}`];
  const rows = view.entries.map(({ resource, operations }): Row => [visible(resource), visible(operations.join(', '))]);
  const size = Math.max('resource'.length, ...rows.map(([name]) => name.length));
  const label = Math.min(size, 40);
  return [
    '',
    ...rowLines([['resource', 'operations']], { width, label, paint: paint.bold }),
    ...rowLines(rows, { width, label }),
  ];
}

function capabilityNotes(view: CapabilityView | undefined): string[] {
  if (view === undefined || 'error' in view) return [];
  return [
    ...(view.isCanonical ? [] : ['The text of the capability is not the canonical one.']),
    ...(view.unknownOperations.length === 0
      ? []
      : [`The service refuses operations that it does not know: ${visible(view.unknownOperations.join(', '))}.`]),
  ];
}

function issueLines({ issues, leniencies }: Inspection, { paint, width }: Output): string[] {
  const rows: Row[] = [
    ...issues.map(({ path, message, code }): Row => [visible(path), `${message} (${code})`]),
    ...leniencies.map(({ path, message }): Row => [visible(path), visible(withoutPlace(message, path))]),
  ];
  return rows.length === 0 ? [] : ['', ...rowLines(rows, { width, paint: paint.yellow })];
}

/** A message of a leniency begins with the member that it is about, which stands beside it already. */
function withoutPlace(message: string, path: string): string {
  const place = [path, path.slice(2)].find((each) => message.startsWith(`${each}: `));
  return place === undefined ? message : message.slice(place.length + 2);
}
