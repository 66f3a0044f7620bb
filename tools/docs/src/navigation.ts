import type { DefaultTheme } from 'vitepress';
import type { Page } from './page.js';
import { TOOLS } from './pages/playground-pages.js';
import { types } from './registry.js';
import { REPOSITORY } from './repository.js';

/** What the site has, for its navigation. */
export type Navigation = Pick<DefaultTheme.Config, 'nav' | 'sidebar'>;

/** Pages that the navigation does not call by their titles. */
const OVERVIEWS: Readonly<Record<string, string>> = {
  'guide/index.md': 'Overview',
  'types/index.md': 'All types',
  'conformance/index.md': 'Overview',
  'conformance/vectors.md': 'Test vectors',
  'conformance/compatibility.md': 'Public SDKs',
  'conformance/sdk-adapters.md': 'SDK adapters',
  'playground/index.md': 'Overview',
};
const APPS = ['index', 'quick-start', 'languages', 'clients', 'choosing', 'capabilities'];
const PROTOCOL = ['flows', 'sign-text', 'decisions'];
const REFERENCE = ['http-api', 'error-codes', 'limits', 'operations', 'matches', 'spec-points', 'schemas'];
/** The order in which an app meets them; a new one comes last. */
const PACKAGES = ['jwt', 'core', 'capability', 'validation', 'client', 'server', 'sandbox', 'explain', 'conformance'];
const CONFORMANCE = [
  'index',
  'vectors',
  'compatibility',
  'sdk-adapters',
  'uts-coverage',
  'benchmarks',
  'benchmarks-languages',
];

/** The navigation over the pages that there are. */
export function navigationOf(pages: readonly Page[]): Navigation {
  const titles = new Map(pages.map(({ path, title }) => [path, title]));
  const items = (folder: string, names: readonly string[]) =>
    names.flatMap((name) => {
      const path = `${folder}/${name}.md`;
      const text = titles.get(path);
      if (text === undefined) return [];
      return [{ text: OVERVIEWS[path] ?? text, link: linkTo(path) }];
    });
  const inFolder = (folder: string) =>
    pages.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path);
  const names = (folder: string) => inFolder(folder).map((path) => path.slice(folder.length + 1, -'.md'.length));

  const inGuide = new Set([...APPS, ...PROTOCOL]);
  const reference = [
    { text: 'Types', items: items('types', ['index', ...types.map(({ name }) => name)]) },
    { text: 'Reference', items: items('reference', REFERENCE) },
  ];
  const guide = [
    { text: 'Add token auth to an app', items: items('guide', APPS) },
    { text: 'Packages of other languages', items: items('languages', names('languages')) },
    { text: 'Examples that run', items: items('examples', names('examples')) },
    { text: 'How it works', items: items('guide', PROTOCOL) },
    {
      text: 'Token service and sandbox',
      items: items(
        'guide',
        names('guide').filter((name) => !inGuide.has(name)),
      ),
    },
    {
      text: 'The project',
      items: ['project', 'security', 'contributing'].map((name) => pageItem(titles, `${name}.md`)),
    },
    { text: 'How it is made', items: items('tools', names('tools')) },
  ];
  const api = [
    { text: 'Packages', items: items('packages', [...new Set([...PACKAGES, ...names('packages')])]) },
    { text: 'API', items: items('api', names('api')) },
  ];
  const conformance = [{ text: 'Conformance', items: items('conformance', CONFORMANCE) }];
  return {
    nav: [
      { text: 'Quick start', link: '/guide/quick-start' },
      { text: 'Guide', link: '/guide/', activeMatch: '^/(guide/(?!quick-start)|languages|examples|tools)' },
      { text: 'Types', link: '/types/', activeMatch: '^/(types|reference)/(?!error-codes)' },
      { text: 'Error codes', link: '/reference/error-codes' },
      { text: 'Playground', link: '/playground/', activeMatch: '^/playground/' },
      { text: 'Conformance', link: '/conformance/', activeMatch: '^/conformance/' },
      { text: 'Packages', link: '/packages/core', activeMatch: '^/(api|packages)/' },
      ...(REPOSITORY === undefined ? [] : [{ text: 'Repository', link: REPOSITORY }]),
    ],
    sidebar: {
      '/playground/': [{ text: 'Playground', items: items('playground', ['index', ...TOOLS.map(({ name }) => name)]) }],
      '/types/': reference,
      '/reference/': reference,
      '/conformance/': conformance,
      '/api/': api,
      '/packages/': api,
      '/': guide,
    },
  };
}

function pageItem(titles: ReadonlyMap<string, string>, path: string): { text: string; link: string } {
  return { text: titles.get(path) ?? path, link: linkTo(path) };
}

function linkTo(path: string): string {
  return `/${path.replace(/(?<=^|\/)index\.md$/, '').replace(/\.md$/, '')}`;
}
