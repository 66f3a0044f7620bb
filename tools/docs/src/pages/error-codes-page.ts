import { specLink, table } from '../markdown.js';
import { frontMatter, type Page } from '../page.js';
import { registry, type ErrorEntry } from '../registry.js';

/** Every error code, with an anchor of its own. */
export function errorCodesPage(): Page {
  const entries = Object.entries(registry.errorCodes);
  const rows = entries.map(([, { code, statusCode, meaning }]) => [`[${code}](#${code})`, String(statusCode), meaning]);
  const sections = [
    '# Error codes',
    'What a service or a client answers, its HTTP status, and how to mend it.',
    table(['code', 'status', 'meaning'], rows),
    ...entries.map(([name, entry]) => section(name, entry)),
  ];
  return {
    path: 'reference/error-codes.md',
    title: 'Error codes',
    text: `${frontMatter({ title: 'Error codes', outline: 2 })}${sections.join('\n\n')}\n`,
  };
}

function section(name: string, { code, statusCode, meaning, remediation, source }: ErrorEntry): string {
  const facts = [
    `- **HTTP status**: ${statusCode}`,
    `- **Constant**: \`${name}\` of \`@ably-auth/validation/error-codes\``,
    `- **Source**: ${source.split(', ').map(sourceLink).join(', ')}`,
    `- **Ably’s page**: [help.ably.io/error/${code}](https://help.ably.io/error/${code})`,
  ];
  return [`## ${code} {#${code}}`, `${meaning}.`, `To mend it: ${remediation}`, facts.join('\n')].join('\n\n');
}

/** A source is a page, a decision, or points of the specification. */
function sourceLink(source: string): string {
  if (source === 'decision') return '[a decision of this project](/guide/decisions.md)';
  return source in registry.specPoints ? specLink(source) : source;
}
