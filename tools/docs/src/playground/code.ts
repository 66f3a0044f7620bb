import { parseCapability, type Capability } from '@ably-auth/capability';

/** What is to be signed. */
export type CodeParams = {
  readonly clientId?: string | undefined;
  readonly capability?: string | undefined;
  readonly ttl?: number | undefined;
};

/** Code that signs. */
export type Snippet = { readonly language: string; readonly code: string };

/** A kind of answer of an auth server, and what the packages and the recipes call it. */
const NAMES = {
  jwt: { from: '@ably-auth/jwt', typescript: 'createAblyJwt', python: 'ably_jwt', go: 'NewAblyJWT', php: 'ably_jwt' },
  request: {
    from: '@ably-auth/core',
    typescript: 'createTokenRequest',
    python: 'token_request',
    go: 'NewTokenRequest',
    php: 'token_request',
  },
} as const;

/** Code that signs what a form shows, with the packages or with the recipes of the guide. The key is from the environment. */
export function snippets(kind: keyof typeof NAMES, { clientId, capability, ttl }: CodeParams): Snippet[] {
  const names = NAMES[kind];
  const granted = capability === undefined ? undefined : parseCapability(capability);
  const params = { clientId, capability: granted, ttl };
  const json = JSON.stringify(params);
  const go = [
    ...(clientId === undefined ? [] : [`ClientID: ${JSON.stringify(clientId)}`]),
    ...(granted === undefined ? [] : [`Capability: ${goMap(granted)}`]),
    ...(ttl === undefined ? [] : [`TTL: ${ttl}`]),
  ];
  return [
    {
      language: 'TypeScript',
      code: `import { ${names.typescript} } from '${names.from}';\n\nconst ${kind === 'jwt' ? '{ token }' : 'request'} = await ${names.typescript}(${json}, { key: process.env.ABLY_API_KEY });`,
    },
    {
      language: 'Python',
      code: `import os\nfrom ably_tokens import ${names.python}\n\nanswer = ${names.python}(${json}, os.environ["ABLY_API_KEY"])`,
    },
    { language: 'Go', code: `answer, err := ${names.go}(TokenParams{${go.join(', ')}}, os.Getenv("ABLY_API_KEY"))` },
    {
      language: 'PHP',
      code: `require 'ably_tokens.php';\n\n$answer = ${names.php}(${phpValue(params)}, getenv('ABLY_API_KEY'));`,
    },
  ];
}

function goMap(capability: Capability): string {
  const entries = Object.entries(capability).map(
    ([resource, operations]) =>
      `${JSON.stringify(resource)}: {${operations.map((name) => JSON.stringify(name)).join(', ')}}`,
  );
  return `map[string][]string{${entries.join(', ')}}`;
}

function phpValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`;
  if (Array.isArray(value)) return `[${value.map(phpValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `[${members.map(([name, member]) => `${phpValue(name)} => ${phpValue(member)}`).join(', ')}]`;
}
