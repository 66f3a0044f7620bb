import type { ErrorObject } from 'ajv';

/** Reads a path as the documentation of `Issue` defines it; independent of the package's own reader. */
export function segmentsOf(path: string): (string | number)[] {
  const segment = /\.([A-Za-z_$][A-Za-z0-9_$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  const segments: (string | number)[] = [];
  segment.lastIndex = 1;
  while (segment.lastIndex < path.length) {
    const at = segment.lastIndex;
    const [, name, index, quoted] = segment.exec(path) ?? [];
    if (name !== undefined) segments.push(name);
    else if (index !== undefined) segments.push(Number(index));
    else if (quoted !== undefined) segments.push(JSON.parse(quoted) as string);
    else throw new Error(`not a path at ${at}: ${path}`);
  }
  if (!path.startsWith('$')) throw new Error(`not a path: ${path}`);
  return segments;
}

/** Whether the segments lead to something in the value, by own members and items alone. */
export function leadsSomewhere(value: unknown, segments: readonly (string | number)[]): boolean {
  let here = value;
  for (const segment of segments) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return false;
    if (Array.isArray(here) !== (typeof segment === 'number')) return false;
    here = (here as Record<string | number, unknown>)[segment];
  }
  return true;
}

/** The place of an AJV error in the terms of an issue: of a missing, unknown or ill-named member its own place. */
export function placeOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const parent = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const member: unknown = {
    required: params['missingProperty'],
    additionalProperties: params['additionalProperty'],
    propertyNames: params['propertyName'],
  }[keyword];
  return typeof member === 'string' ? [...parent, member] : parent;
}
