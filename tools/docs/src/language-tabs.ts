import { fenced } from './markdown.js';
import { readJson, readText } from './repository.js';

/** One language's part of what is shown in several. */
export type Tab = { readonly language: string; readonly markdown: string };

/** Other languages than TypeScript: their packages are folders of `languages/`. */
export const LANGUAGES = ['python', 'go', 'java', 'php', 'ruby'] as const;

export function languageName(folder: string): string {
  return (readJson(`languages/${folder}/language.json`) as { name: string }).name;
}

/**
 * The parts as tabs, which the theme makes of them once its scripts run; before that they are a list.
 *
 * @param label what they all show
 */
export function languageTabs(label: string, tabs: readonly Tab[]): string {
  const names = tabs.map(({ language }) => language).join(',');
  const slots = tabs.map(({ markdown }, index) => `<template #tab-${index}>\n\n${markdown}\n\n</template>`);
  return `<LanguageTabs label="${label}" languages="${names}">\n${slots.join('\n')}\n</LanguageTabs>`;
}

const MARK = /^<!-- tabs: sign -->$/m;

/** In the place of its mark, how each language answers with a TokenRequest, as its README says. */
export function withSignTabs(markdown: string): string {
  return markdown.replace(MARK, () => languageTabs('Sign a TokenRequest', LANGUAGES.map(signTab)));
}

function signTab(folder: string): Tab {
  const readme = readText(`languages/${folder}/README.md`);
  const [, language = '', code = ''] = /^## Sign.*?^```(\w+)\n(.*?)^```$/ms.exec(readme) ?? [];
  if (code === '') throw new Error(`languages/${folder}/README.md: there is no code below "Sign"`);
  const name = languageName(folder);
  const more = `[Install it, verify, make JWTs, read errors](/languages/${folder}.md)`;
  return { language: name, markdown: `${fenced(language, code)}\n\n${more} in ${name}.` };
}
