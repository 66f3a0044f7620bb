import { describe, expect, it } from 'vitest';
import { types } from './registry.js';
import { withTypeTabs } from './types-in-languages.js';

const page = (type: string) => withTypeTabs('# Type\n\n## Fields\n\n## Rules\n', type);

describe('withTypeTabs', () => {
  it('puts the languages before the fields', () => {
    expect(page('TokenRequest')).toMatch(
      /^# Type\n\n## In code\n\n<LanguageTabs .*<\/LanguageTabs>\n\n## Fields\n\n## Rules\n$/s,
    );
  });

  it.each(types.map(({ name }) => name))('has every member of %s in each language that has the type', (name) => {
    const codes = [...page(name).matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
      language,
      code,
    }));
    const [, schema = ''] = /^```json\n(.*?)^```$/ms.exec(page(name)) ?? [];
    const { properties = {} } = JSON.parse(schema) as { properties?: object };
    const isPlain = Object.keys(properties).length === 0;
    expect(codes.map(({ language }) => language)).toEqual(
      isPlain ? ['ts', 'json'] : ['ts', 'json', 'python', 'go', 'java', 'php', 'ruby'],
    );
    const plain = (text: string) => text.replaceAll(/[^a-z]/gi, '').toLowerCase();
    for (const member of Object.keys(properties))
      for (const { language, code } of codes) expect(plain(code), language).toContain(plain(member));
    expect(codes.filter(({ code }) => /Since \d|If absent:/.test(code))).toEqual([]);
  });
});
