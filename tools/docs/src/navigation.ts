import type { DefaultTheme } from 'vitepress';
import type { Page } from './page.js';
import { types } from './registry.js';

/** What the site has, for its navigation. */
export type Navigation = Pick<DefaultTheme.Config, 'nav' | 'sidebar'>;

/** Pages that the navigation does not call by their titles. */
const OVERVIEWS: Readonly<Record<string, string>> = { 'guide/index.md': 'Overview', 'types/index.md': 'All types' };
const GUIDE = ['index', 'choosing', 'flows', 'sign-text', 'capabilities', 'decisions'];
const REFERENCE = ['http-api', 'error-codes', 'limits', 'operations', 'matches', 'spec-points', 'schemas'];
const CONFORMANCE = ['index', 'vectors', 'compatibility', 'sdk-adapters', 'uts-coverage', 'benchmarks'];

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

  const reference = [
    { text: 'Types', items: items('types', ['index', ...types.map(({ name }) => name)]) },
    { text: 'Reference', items: items('reference', REFERENCE) },
  ];
  const guide = [
    { text: 'Guide', items: items('guide', [...GUIDE, ...names('guide').filter((name) => !GUIDE.includes(name))]) },
    { text: 'Auth servers and pages that run', items: items('examples', names('examples')) },
    {
      text: 'The project',
      items: ['project', 'security', 'contributing'].map((name) => pageItem(titles, `${name}.md`)),
    },
    { text: 'How it is made', collapsed: true, items: items('tools', names('tools')) },
  ];
  const api = [
    { text: 'Packages', items: items('packages', names('packages')) },
    { text: 'API', items: items('api', names('api')) },
  ];
  const conformance = [{ text: 'Conformance', items: items('conformance', CONFORMANCE) }];
  return {
    nav: [
      { text: 'Types', link: '/types/', activeMatch: '^/(types|reference)/' },
      { text: 'Guide', link: '/guide/', activeMatch: '^/(guide|examples|tools)/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Conformance', link: '/conformance/', activeMatch: '^/conformance/' },
      { text: 'API', link: '/packages/core', activeMatch: '^/(api|packages)/' },
    ],
    sidebar: {
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
