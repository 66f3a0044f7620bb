import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { withPolicy } from './content-security-policy.js';
import type { Navigation } from './navigation.js';
import { markNumbers } from './number-cells.js';
import { searchable } from './search.js';
import { SOURCE } from './write-site.js';

const navigation = JSON.parse(readFileSync(join(SOURCE, 'navigation.json'), 'utf8')) as Navigation;

/** What vitepress is told. */
export default defineConfig({
  lang: 'en',
  title: 'Ably Auth',
  description: 'The typed specification of Ably’s token authentication: types, bytes, capabilities, error codes.',
  base: process.env['DOCS_BASE'] ?? '/',
  srcDir: '.site',
  // The pages as Markdown are files here, not sources.
  srcExclude: ['public/**'],
  outDir: process.env['DOCS_OUT'] ?? 'dist-site',
  cacheDir: '../../node_modules/.cache/vitepress',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Requests ahead of a click would be requests of the playground.
  router: { prefetchLinks: false },
  // An example says where it listens.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    // The usual themes have comments and names that are too light to read (WCAG 1.4.3).
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      // Text such as `':')` is not a face.
      md.disable('emoji');
      markNumbers(md);
      const render = md.renderer.rules.code_inline;
      // Code within a line may hold `{{`, as JSON does: no template of Vue.
      md.renderer.rules.code_inline = (...given) => (render?.(...given) ?? '').replace('<code', '<code v-pre');
    },
  },
  transformHtml: (html) => withPolicy(html),
  themeConfig: {
    ...navigation,
    search: {
      provider: 'local',
      options: {
        detailedView: true,
        // Functions whose name begins with `_` run while the site is built; a page would need `eval` for others.
        _render: (source, env, md) => {
          const html = md.render(source, env);
          return env.frontmatter?.['search'] === false ? '' : searchable(html);
        },
        miniSearch: { searchOptions: { combineWith: 'AND' } },
      },
    },
    outline: { label: 'On this page' },
    docFooter: { prev: false, next: false },
    footer: { message: 'Independent of Ably: not made, endorsed or supported by it. Apache-2.0.' },
  },
  vite: {
    // Outside of the tests, which import sources, the packages are read as they are published.
    build: { chunkSizeWarningLimit: 5000 },
  },
});
