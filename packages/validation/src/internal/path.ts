const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/;

/** The JSONPath of a member: `$.ttl`, `$["a b"]`; a long name is cut, so that a message stays readable. */
export function memberPath(parent: string, name: string): string {
  if (IDENTIFIER.test(name)) return `${parent}.${name}`;
  return `${parent}[${JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name)}]`;
}
