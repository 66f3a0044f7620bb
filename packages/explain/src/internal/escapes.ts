/** A change of a JSON string: what the pattern finds is written otherwise, or as `\u` and four hex digits. */
export function escapeAs(
  pattern: RegExp,
  form: 'lower' | 'upper' | ((found: string) => string),
): (quoted: string) => string {
  const replace = typeof form === 'function' ? form : (unit: string) => unicodeEscape(unit, form);
  return (quoted) => {
    // The quotes around the string are none of its characters.
    const inner = quoted.slice(1, -1);
    return `"${inner.replace(pattern, replace)}"`;
  };
}

function unicodeEscape(unit: string, form: 'lower' | 'upper'): string {
  const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${form === 'upper' ? digits.toUpperCase() : digits}`;
}
