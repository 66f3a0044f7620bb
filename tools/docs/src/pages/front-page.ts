import { rewriteLinks } from '../links.js';
import { LANGUAGES, languageName } from '../language-tabs.js';
import { fenced, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { types } from '../registry.js';
import { readJson, readText } from '../repository.js';

/** The types by what one does with them; a new one stands under _Other_ until it is in a group. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Ask for a token', ['TokenParams', 'TokenRequest', 'UnsignedTokenRequest', 'AuthOptions', 'ApiKey']],
  ['Use a token', ['TokenDetails', 'AblyJwtHeader', 'AblyJwtClaims']],
  ['Say what is permitted', ['Capability']],
  [
    'Revoke and refuse',
    [
      'TokenRevocationRequest',
      'TokenRevocationTargetSpecifier',
      'TokenRevocationResult',
      'TokenRevocationSuccessResult',
      'TokenRevocationFailureResult',
      'ErrorInfo',
    ],
  ],
];

const NEXT: readonly (readonly [string, string])[] = [
  ['A request was refused', `what it means, and what to do: ${codeLinks()}`],
  ['JWT, TokenRequest or token?', '[choosing](/guide/choosing.md): reliability, delay, size, confidentiality'],
  [
    'What does this capability permit?',
    '[paste it](/playground/capability.md), or read [capabilities](/guide/capabilities.md)',
  ],
  ['Test without a remote service', '[the sandbox](/guide/sandbox.md): apps, channels and tokens on your machine'],
];

/** The codes that refuse credentials, and the page of all. */
function codeLinks(): string {
  const codes = Array.from(
    readText('docs/reference/error-codes.md').matchAll(/^## Error (401\d+)/gm),
    ([, code]) => code,
  );
  return [
    ...codes.map((code) => `[${code}](/reference/error-codes.md#error-${code})`),
    '[all others](/reference/error-codes.md)',
  ].join(', ');
}

/** The front page: two doors, each with code; then the questions that people come with, and every type. */
export function frontPage(): Page {
  const settings = frontMatter({
    layout: 'home',
    title: 'Ably Auth',
    titleTemplate: 'Ably’s token authentication, typed and tested',
    hero: {
      text: 'Ably’s token authentication, typed and tested',
      tagline:
        'Schemas, packages for TypeScript, Python, Go, Java, PHP and Ruby, and test vectors for any language. An independent project: not made, endorsed or supported by Ably.',
      actions: [
        { theme: 'brand', text: 'Add token auth to an app', link: '/guide/quick-start' },
        { theme: 'alt', text: 'Make or test an SDK', link: '/conformance/' },
        { theme: 'alt', text: 'Playground', link: '/playground/' },
      ],
    },
  });
  const text = `${settings}${doors()}

## “Request mac does not match”

[Paste the request](/playground/explain.md), or ask the command line: both name the mistake that gives exactly this MAC, and the octet.

${explained()}

## Questions

${table(['you have a question', 'here is the answer'], NEXT)}

## Every type

${typeGroups()}
`;
  return { path: 'index.md', title: 'Ably Auth', text };
}

function doors(): string {
  const [, server] = /^(app\.get\('\/auth'.*?^\}\);)/ms.exec(readText('examples/quick-start/server.js')) ?? [];
  const [, client] = /^(const ably = .*)$/m.exec(readText('examples/quick-start/public/page.js')) ?? [];
  const page = 'docs/guide/languages.md';
  const languages = Array.from(rewriteLinks(readText(page), page).text.matchAll(/^\| \[([^\]]+)\]\((\S+?)\)/gm));
  if (server === undefined || client === undefined || languages.length === 0)
    throw new Error('front page: an example was not found in its source');
  const signIn = languages.map(([, name, to = '']) => `[${name}](${to.replace(/^#/, '/guide/languages.md#')})`);
  const packages = LANGUAGES.map((folder) => `[${languageName(folder)}](/languages/${folder}.md)`);
  return `<div class="doors">
<div>

## Add token auth to an app

\`npm install @ably-auth/jwt\` (not on npm yet: [how to install it now](/guide/quick-start.md)). Your server:

${fenced('js', server)}

Your page:

${fenced('js', client)}

[Quick start](/guide/quick-start.md) · sign in ${signIn.join(', ')} · verify too, in ${packages.join(', ')} · [Next.js and React](/examples/next-react.md) · [every client](/guide/clients.md)

</div>
<div>

## Make or test an SDK

Over 1500 [test vectors](/conformance/vectors.md) say what goes in, what must come out, and which octets are signed:

${fenced('json', vector('canonicalize-capability', 'order-of-operations/reversed'))}

[The runner](/conformance/index.md) asks your SDK all of them. In a clone of the repository:

${fenced('sh', 'npm ci\nnpm run conformance -- run -- python3 adapter.py')}

[How seven public SDKs fare](/conformance/compatibility.md) · [sign text](/guide/sign-text.md) · [decisions](/guide/decisions.md) · [JSON Schemas](/reference/schemas.md)

</div>
</div>`;
}

/** What a vector says, without what it is for. */
function vector(operation: string, name: string): string {
  const { groups } = readJson(`vectors/v1/${operation}.json`) as { groups: { tests: { id: string }[] }[] };
  const found = groups.flatMap(({ tests }) => tests).find(({ id }) => id === `${operation}/${name}`);
  if (found === undefined) throw new Error(`front page: there is no vector ${operation}/${name}`);
  return JSON.stringify(found, ['id', 'about', 'input', 'output', 'text'], 2);
}

/** What the command line says of a MAC: its test compares the README with what is printed. */
function explained(): string {
  const [, answer] =
    /^(\$ ably-auth explain request\.json\n.*?)\n\nNot checked/ms.exec(readText('packages/cli/README.md')) ?? [];
  if (answer === undefined) throw new Error('front page: an answer was not found in its source');
  return fenced('text', answer);
}

function typeGroups(): string {
  const described = new Map(types.map(({ name, description }) => [name, description]));
  const grouped = new Set(GROUPS.flatMap(([, names]) => names));
  const rest = types.map(({ name }) => name).filter((name) => !grouped.has(name));
  return [...GROUPS, ['Other', rest] as const]
    .filter(([, names]) => names.length > 0)
    .map(([title, names]) => {
      const lines = names.map((name) => {
        const description = described.get(name);
        if (description === undefined) throw new Error(`front page: there is no type ${name}`);
        return `- **[${name}](/types/${name}.md)**: ${description}`;
      });
      return `### ${title}\n\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
