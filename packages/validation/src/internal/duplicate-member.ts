import { memberPath } from './path.js';

/** Where the string that opens at `start` closes; the end of the text if it does not. */
export function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x22) return i;
    if (unit === 0x5c) i++; // backslash: the next unit is escaped
  }
  return text.length;
}

/** An object or array that is open where the scan stands; an array has no names. */
type Level = {
  readonly path: string;
  readonly names: Set<string> | undefined;
  /** Whether the next string names a member. */
  naming: boolean;
  name: string;
  index: number;
};

/** The path of the first member that valid JSON text names twice; `$` if each name is there once. One pass over the text. */
export function duplicatePath(text: string): string {
  const levels: Level[] = [];
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1);
    const character = text.charAt(i);
    if (character === '"') {
      const end = endOfString(text, i);
      if (level?.names && level.naming) {
        level.naming = false;
        level.name = JSON.parse(text.slice(i, end + 1)) as string;
        if (level.names.has(level.name)) return pathIn(level);
        level.names.add(level.name);
      }
      i = end;
    } else if (character === '{' || character === '[') {
      const names = character === '{' ? new Set<string>() : undefined;
      levels.push({ path: level ? pathIn(level) : '$', names, naming: true, name: '', index: 0 });
    } else if (character === '}' || character === ']') {
      levels.pop();
    } else if (character === ',' && level) {
      level.index++;
      level.naming = true;
    }
  }
  return '$';
}

/** The path of the member or item that the scan stands in. */
function pathIn(level: Level): string {
  return level.names ? memberPath(level.path, level.name) : `${level.path}[${level.index}]`;
}
