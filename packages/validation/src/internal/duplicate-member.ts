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

type Level = { readonly path: string; readonly names: Set<string> | undefined; name: string; index: number };

/** The path of the first member that valid JSON text names twice; `$` if there is none. */
export function duplicatePath(text: string): string {
  const levels: Level[] = [];
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1);
    switch (text[i]) {
      case '{':
      case '[':
        levels.push({ path: level ? currentPath(level) : '$', names: namesOf(text[i]), name: '', index: 0 });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level) level.index++;
        break;
      case '"': {
        const end = endOfString(text, i);
        if (level?.names && /^\s*:/.test(text.slice(end + 1, text.indexOf(':', end) + 1))) {
          level.name = JSON.parse(text.slice(i, end + 1)) as string;
          if (level.names.has(level.name)) return currentPath(level);
          level.names.add(level.name);
        }
        i = end;
      }
    }
  }
  return '$';
}

function namesOf(bracket: string | undefined): Set<string> | undefined {
  return bracket === '{' ? new Set() : undefined;
}

function currentPath(level: Level): string {
  return level.names ? memberPath(level.path, level.name) : `${level.path}[${level.index}]`;
}
