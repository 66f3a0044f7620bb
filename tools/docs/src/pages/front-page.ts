import { frontMatter, type Page } from '../page.js';
import { types } from '../registry.js';

const DOORS = [
  [
    'My MAC does not match',
    'Paste the request and the key: the page says which mistake gives exactly this MAC.',
    '/playground#explain',
  ],
  ['I need the shapes', 'Every type and field, with its unit, its default and who applies it.', '/types/'],
  [
    'I need the bytes',
    'Over a thousand test vectors, and a runner that says which octet is wrong and why.',
    '/conformance/',
  ],
  [
    'I write an auth server',
    'Sign a TokenRequest in two lines, in Node, Bun, Deno, a browser or a worker.',
    '/packages/core',
  ],
  ['How shall my users authenticate?', 'Six flows drawn, and a table for choosing among them.', '/guide/choosing'],
  [
    'What does this capability permit?',
    'Its canonical text, what it permits, and what it has in common with another.',
    '/playground#capability',
  ],
];

/** The front page: what this is, and a door for each who comes. */
export function frontPage(): Page {
  const settings = frontMatter({
    layout: 'home',
    title: 'Ably Auth',
    titleTemplate: 'the typed specification of Ably’s token authentication',
    hero: {
      name: 'Ably Auth',
      text: 'Ably’s token authentication, to the last octet',
      tagline:
        'The typed specification of the protocol, and everything that can be generated or proven from it. An independent project: not made, endorsed or supported by Ably.',
      actions: [
        { theme: 'brand', text: 'Types and fields', link: '/types/' },
        { theme: 'alt', text: 'Playground', link: '/playground' },
        { theme: 'alt', text: 'Guide', link: '/guide/' },
      ],
    },
    features: DOORS.map(([title, details, link]) => ({ title, details, link })),
  });
  const lines = types.map(({ name, description }) => `- **[${name}](/types/${name}.md)**: ${description}`);
  const text = `${settings}## Every type\n\n${lines.join('\n')}\n`;
  return { path: 'index.md', title: 'Ably Auth', text };
}
