/** The part of a CycloneDX bill of materials that is looked at. */
export type Sbom = {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly licenses?: readonly {
      readonly license?: { readonly id?: string; readonly name?: string };
      readonly expression?: string;
    }[];
  }[];
};

/** Licences that ask for no more than to be named, and so go with Apache-2.0. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** The components whose licence is missing or not a permissive one. */
export function licenceFindings({ components }: Sbom): string[] {
  return components.flatMap(({ name, version, licenses = [] }) => {
    const ids = licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression ?? '');
    if (ids.length === 0) return [`${name}@${version}: has no licence`];
    // `(MIT OR GPL-2.0)`: one of a choice is enough; of `AND` each part counts.
    const isFree = (id: string) =>
      id
        .replace(/^\(|\)$/g, '')
        .split(' AND ')
        .every((part) => part.split(' OR ').some((one) => PERMISSIVE.has(one)));
    return ids.every(isFree) ? [] : [`${name}@${version}: ${ids.join(', ')}`];
  });
}
