import { isInRepository, namesIn } from './repository.js';

/** Pages that are not where their file is. */
const ROUTES: Readonly<Record<string, string>> = {
  'README.md': 'project.md',
  'SECURITY.md': 'security.md',
  'CONTRIBUTING.md': 'contributing.md',
  'docs/reference/README.md': 'types/index.md',
  'docs/conformance.md': 'conformance/index.md',
  'docs/compatibility.md': 'conformance/compatibility.md',
  'docs/uts-coverage.md': 'conformance/uts-coverage.md',
  'docs/benchmarks.md': 'conformance/benchmarks.md',
  'docs/benchmarks-languages.md': 'conformance/benchmarks-languages.md',
  'vectors/README.md': 'conformance/vectors.md',
  'tools/sdk-adapters/README.md': 'conformance/sdk-adapters.md',
  'schemas/README.md': 'reference/schemas.md',
};

/** The page of the site that shows a file or a folder of the repository; undefined where none does. */
export function routeOf(path: string): string | undefined {
  const file = isInRepository(`${path}/README.md`) ? `${path}/README.md` : path;
  if (path === 'schemas/json' || path === 'docs/reference') return 'types/index.md';
  const fixed = ROUTES[file];
  if (fixed !== undefined) return fixed;
  // A new page under docs/ belongs to the guide until somebody says otherwise above.
  const [, guide] = /^docs\/(?:guide\/)?([^/]+)\.md$/.exec(file) ?? [];
  if (guide !== undefined) return guide === 'README' ? 'guide/index.md' : `guide/${guide}.md`;
  const [, reference] = /^docs\/reference\/(.+)\.md$/.exec(file) ?? [];
  if (reference !== undefined) return /^[A-Z]/.test(reference) ? `types/${reference}.md` : `reference/${reference}.md`;
  const [, readme] = /^((?:packages|languages|examples|tools)\/[^/]+)\/README\.md$/.exec(file) ?? [];
  return readme === undefined ? undefined : `${readme}.md`;
}

/** The files of the repository that become pages as they are, except for their links. */
export function prosePages(): string[] {
  const readmes = ['packages', 'languages', 'examples', 'tools'].flatMap((folder) =>
    namesIn(folder).map((name) => `${folder}/${name}/README.md`),
  );
  const documents = ['docs', 'docs/guide', 'docs/reference'].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  );
  return [...Object.keys(ROUTES), ...documents, ...readmes].filter((path, index, all) => {
    return isInRepository(path) && all.indexOf(path) === index;
  });
}
