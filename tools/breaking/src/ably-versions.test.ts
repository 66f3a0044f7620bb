import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ablyVersionsPage, readAblyVersions, type AblyVersion } from './ably-versions.js';

const DECLARATIONS = fileURLToPath(new URL('../../../node_modules/ably/ably.d.ts', import.meta.url));

describe("the newest snapshot of Ably's types", () => {
  const file = ts.createSourceFile(DECLARATIONS, readFileSync(DECLARATIONS, 'utf8'), ts.ScriptTarget.ES2022, true);
  const { types } = readAblyVersions().at(-1) as AblyVersion;
  const { Operation: operations = {}, ...interfaces } = types;

  it.each(Object.entries(interfaces))('has the members of %s as ably declares them', (name, members) => {
    const declared = file.statements.find(
      (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === name,
    );
    const names = (declared?.members ?? []).map((member) => {
      const optional = member.questionToken !== undefined;
      return `${member.name?.getText() ?? ''}${optional ? '?' : ''}`;
    });
    expect(Object.keys(members).sort()).toEqual([...new Set(names)].sort());
  });

  it('has the operations that ably declares, except for the wildcard', () => {
    const declared = file.statements.find(
      (node): node is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(node) && node.name.text === 'capabilityOp',
    );
    const names = Array.from(declared?.type.getText().matchAll(/'([^']+)'/g) ?? [], ([, name]) => name);
    expect(Object.keys(operations).sort()).toEqual(names.sort());
  });
});

describe('ablyVersionsPage', () => {
  const version = (name: string, types: AblyVersion['types']): AblyVersion => ({
    version: name,
    source: 'a test',
    types,
  });

  it('tells members that came, went and changed, and types that did not', () => {
    const page = ablyVersionsPage([
      version('1', { A: { 'went?': 'text', changed: 'text' }, Same: { a: 'text' } }),
      version('2', { A: { came: 'number', 'changed?': 'text' }, Same: { a: 'text' }, New: { b: 'text' } }),
    ]);
    expect(page).toContain('| `went` | text, optional | gone |');
    expect(page).toContain('| `came` | absent | number |');
    expect(page).toContain('| `changed` | text | text, optional |');
    expect(page).toContain('### New\n\nNew, with `b`.');
    expect(page).toContain('Unchanged: `Same`.');
  });
});
