/** A page of the site, before vitepress renders it. */
export type Page = {
  /** Its file below the source of the site: `types/TokenRequest.md`. */
  readonly path: string;
  /** What the navigation calls it. */
  readonly title: string;
  /** Markdown; its links are rewritten for the site already. */
  readonly text: string;
  /** The same as people read it in the repository, where the text holds drawings. */
  readonly markdown?: string;
};

/** Front matter for vitepress. JSON is YAML. */
export function frontMatter(settings: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n`;
}
