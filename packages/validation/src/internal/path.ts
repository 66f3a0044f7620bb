const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/;

/** The JSONPath of a member: `$.ttl`, `$["a b"]`. */
export function memberPath(parent: string, name: string): string {
  return IDENTIFIER.test(name) ? `${parent}.${name}` : entryPath(parent, name);
}

/** The JSONPath of an entry of a map, whose names are data: `$["news"]`. */
export function entryPath(parent: string, name: string): string {
  return `${parent}[${JSON.stringify(name)}]`;
}

/** A quoted name: its first 64 characters, and the rest. */
const QUOTED_NAME = /"((?:[^"\\]|\\u[0-9a-f]{4}|\\[^u]){0,64})((?:[^"\\]|\\.)*)"/gu;

/** A path for a message: long names are cut, so that it stays readable. */
export function shortened(path: string): string {
  return path.replace(QUOTED_NAME, (name, start: string, rest: string) => (rest === '' ? name : `"${start}…"`));
}
