import { frontMatter, type Page } from '../page.js';

type Tool = {
  /** Its page: `/playground/explain`. */
  readonly name: string;
  readonly title: string;
  readonly component: string;
  readonly purpose: string;
  /** What else there is to read. */
  readonly more: string;
};

/** The tools that run in a page, the one that most people look for first. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'explain',
    title: 'Explain why a MAC does not match',
    component: 'ExplainTool',
    purpose:
      'Paste a TokenRequest and the key to find the mistake that produced its MAC: “Request mac does not match”.',
    more: 'The same on the command line: [`ably-auth explain`](/packages/cli.md).',
  },
  {
    name: 'jwt',
    title: 'Create an Ably JWT',
    component: 'JwtTool',
    purpose: 'Describe the token you want; you get the signed JWT, and the code that makes it in four languages.',
    more: 'What the claims mean: [AblyJwtClaims](/types/AblyJwtClaims.md).',
  },
  {
    name: 'token',
    title: 'Inspect a token',
    component: 'InspectTool',
    purpose:
      'Paste a JWT or TokenDetails to see whose it is, until when, and what it permits; with the key, whether it is valid.',
    more: 'What the fields mean: [TokenDetails](/types/TokenDetails.md), [AblyJwtClaims](/types/AblyJwtClaims.md).',
  },
  {
    name: 'sign',
    title: 'Sign a TokenRequest',
    component: 'SignTool',
    purpose:
      'Describe the token you want; you get the signed text, byte by byte, the MAC, and the code in four languages.',
    more: 'What the fields mean: [TokenParams](/types/TokenParams.md).',
  },
  {
    name: 'capability',
    title: 'Read a capability',
    component: 'CapabilityTool',
    purpose:
      'Paste a capability as JSON to see its canonical form, what it permits, and how it intersects with another.',
    more: 'The rules: [Capabilities](/guide/capabilities.md).',
  },
];

const PROMISE = `Everything here runs in this page. It sends nothing anywhere, the key included, and stores nothing: its Content Security Policy forbids connections and images from anywhere, so that it also works without a network.

<noscript>

**These tools run in the page and need JavaScript.** Without it, [the command line](/packages/cli.md) has all of them.

</noscript>`;

/** The playground: an overview, and a page for each tool. */
export function playgroundPages(): Page[] {
  const list = TOOLS.map(({ name, title, purpose }) => `- **[${title}](/playground/${name}.md)**: ${purpose}`);
  const overview = `# Playground\n\n${PROMISE}\n\n${list.join('\n')}\n`;
  return [
    {
      path: 'playground/index.md',
      title: 'Playground',
      text: frontMatter({ title: 'Playground', aside: false }) + overview,
    },
    ...TOOLS.map(({ name, title, component, purpose, more }): Page => {
      const text = `# ${title}\n\n${purpose} ${more}\n\n<${component} />\n\n${PROMISE}\n`;
      return { path: `playground/${name}.md`, title, text: frontMatter({ title, aside: false }) + text };
    }),
  ];
}
