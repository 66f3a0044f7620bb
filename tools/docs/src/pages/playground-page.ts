import { frontMatter, type Page } from '../page.js';

/** The playground: three tools that run in the page. */
export function playgroundPage(): Page {
  const text = `# Playground

Everything here runs in this page. It sends nothing anywhere, the key included, and stores nothing: the page is forbidden
to connect (its Content Security Policy says \`connect-src 'none'\`), so that it also works without a network.

## Capability {#capability}

Paste one, as JSON: what it is called canonically, what it permits, and what it has in common with another.
The rules are in [Capabilities](/guide/capabilities.md).

<CapabilityTool />

## Sign a TokenRequest {#sign}

Fill in what the token is to be: the sign text, its octets and the MAC. What the fields mean: [TokenParams](/types/TokenParams.md).

<SignTool />

## Explain a TokenRequest {#explain}

Paste a TokenRequest: what is wrong with it, and, with its key, which known mistake gives exactly its MAC.

<ExplainTool />
`;
  return {
    path: 'playground.md',
    title: 'Playground',
    text: frontMatter({ title: 'Playground', outline: 2, sidebar: false, aside: false }) + text,
  };
}
