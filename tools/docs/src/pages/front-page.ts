import { fenced, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { types } from '../registry.js';
import { readText } from '../repository.js';

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
  ['My MAC does not match', '[paste the request](/playground/explain.md), and see the mistake that produced it'],
  ['A request was refused', '[error codes](/reference/error-codes.md): what each means, and what to do'],
  ['JWT, TokenRequest or token?', '[choosing](/guide/choosing.md): reliability, delay, size, confidentiality'],
  [
    'What does this capability permit?',
    '[paste it](/playground/capability.md), or read [capabilities](/guide/capabilities.md)',
  ],
  ['Test without a remote service', '[the sandbox](/guide/sandbox.md): apps, channels and tokens on your machine'],
];

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

${table(['you have a question', 'here is the answer'], NEXT)}

## Every type

${typeGroups()}
`;
  return { path: 'index.md', title: 'Ably Auth', text };
}

function doors(): string {
  const [, server = ''] = /^(app\.get\('\/auth'.*?^\}\);)/ms.exec(readText('examples/quick-start/server.js')) ?? [];
  const [, client = ''] = /^(const ably = .*)$/m.exec(readText('examples/quick-start/public/page.js')) ?? [];
  // A test of the command line compares it with what is printed.
  const [, explained = ''] =
    /^\$ ably-auth explain request\.json\n(.*?)\n\nNot checked/ms.exec(readText('packages/cli/README.md')) ?? [];
  if (![server, client, explained].every(Boolean))
    throw new Error('front page: an example was not found in its source');
  return `<div class="doors">
<div>

## Add token auth to an app

\`npm install @ably-auth/jwt\` (not on npm yet: [how to install it now](/guide/quick-start.md)). Your server:

${fenced('js', server)}

Your page:

${fenced('js', client)}

[Quick start](/guide/quick-start.md) · sign and verify in [Python](/languages/python.md), [Go](/languages/go.md), [Java and Kotlin](/languages/java.md), [PHP](/languages/php.md), [Ruby](/languages/ruby.md); recipes for them and [C#](/guide/languages.md#c) · [Next.js and React](/examples/next-react.md) · [every client](/guide/clients.md)

</div>
<div>

## Make or test an SDK

Over 1400 [test vectors](/conformance/vectors.md): what goes in, what must come out, which octets. In a clone of the repository:

${fenced('sh', 'npm ci\nnpm run conformance -- run -- python3 adapter.py')}

It names the octet and the cause, as \`ably-auth explain\` does for a single request:

${fenced('text', explained)}

[The runner](/conformance/) · [how seven public SDKs fare](/conformance/compatibility.md) · [sign text](/guide/sign-text.md) · [decisions](/guide/decisions.md) · [JSON Schemas](/reference/schemas.md)

</div>
</div>`;
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
