import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { withPolicy } from './content-security-policy.js';
import type { Navigation } from './navigation.js';
import { SOURCE } from './write-site.js';

const navigation = JSON.parse(readFileSync(join(SOURCE, 'navigation.json'), 'utf8')) as Navigation;

/** What vitepress is told. */
export default defineConfig({
  lang: 'en',
  title: 'Ably Auth',
  description: 'The typed specification of Ably’s token authentication: types, bytes, capabilities, error codes.',
  base: process.env['DOCS_BASE'] ?? '/',
  srcDir: '.site',
  outDir: process.env['DOCS_OUT'] ?? 'dist-site',
  cacheDir: '../../node_modules/.cache/vitepress',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Requests ahead of a click would be requests of the playground.
  router: { prefetchLinks: false },
  // An example says where it listens.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    config(md) {
      // Text such as `':')` is no face.
      md.disable('emoji');
      const render = md.renderer.rules.code_inline;
      // Code within a line may hold `{{`, as JSON does: no template of Vue.
      md.renderer.rules.code_inline = (...given) => (render?.(...given) ?? '').replace('<code', '<code v-pre');
    },
  },
  transformHtml: (html) => withPolicy(html),
  themeConfig: {
    ...navigation,
    search: { provider: 'local', options: { detailedView: true } },
    outline: { label: 'On this page' },
    docFooter: { prev: false, next: false },
    footer: { message: 'Independent of Ably: not made, endorsed or supported by it. Apache-2.0.' },
  },
  vite: {
    // Outside of the tests, which import sources, the packages are read as they are published.
    build: { chunkSizeWarningLimit: 5000 },
  },
});
