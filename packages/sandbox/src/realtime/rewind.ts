import type { Channel } from '../channel.js';
import type { Message } from '../message.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000 };

/** The messages that a new attachment asks to begin with: the last `10`, or those of the last `30s` or `2m`. */
export function rewound(
  channel: Channel,
  { rewind = '', rewindLimit }: Readonly<Record<string, string>>,
  now: number,
): readonly Message[] {
  const [, digits, unit] = /^(\d{1,6})([sm]?)$/.exec(rewind) ?? [];
  if (digits === undefined) return [];
  const span = UNIT_MS[unit ?? ''];
  const most = Math.min(100, Number((span === undefined ? digits : rewindLimit) ?? 100));
  if (!(most > 0)) return [];
  const start = span === undefined ? 0 : now - Number(digits) * span;
  const { items } = channel.history({ start, end: now, direction: 'backwards', limit: most });
  return items.toReversed();
}
