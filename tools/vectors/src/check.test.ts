import { ROOT } from '@ably-auth/checks/tool';
import { describe, expect, it } from 'vitest';
import { findIssues, type StoredFile } from './check.js';
import { formatFile } from './format.js';
import { operationsWithoutFile, readStored } from './store.js';
import { testsOf, type Group, type Test, type VectorFile } from './vector.js';

const stored = readStored(ROOT);
const permits = stored.find(({ name }) => name === 'permits.json') as StoredFile;
const file = JSON.parse(permits.text) as VectorFile;
const [group] = file.groups as [Group];
const [first] = group.tests as [Test];

const issuesOf = (text: string) => findIssues([{ ...permits, text }]).issues;
const withTest = (change: object) => {
  const tests = [{ ...first, ...change } as Test, ...group.tests.slice(1)];
  return issuesOf(formatFile({ ...file, groups: [{ ...group, tests }, ...file.groups.slice(1)] }));
};

describe('findIssues', () => {
  it('finds nothing in the vectors as they are', () => {
    expect(findIssues(stored).issues).toEqual([]);
    expect(operationsWithoutFile(ROOT)).toEqual([]);
  });

  it.each([
    ['a character outside ASCII', (text: string) => text.replace('"news"', '"n\u00e9ws"'), 'is not plain ASCII'],
    [
      'a member that is named twice',
      (text: string) => text.replace('"version": 1', '"version": 1, "version": 1'),
      'expected each member once',
    ],
    ['a lone surrogate', (text: string) => text.replace('"news"', '"n\\ud800ws"'), 'lone surrogate'],
    ['a noncharacter', (text: string) => text.replace('"news"', '"n\\uffffws"'), 'noncharacter'],
    ['a noncharacter in a name', (text: string) => text.replace('{"news"', '{"\\ufdd0"'), 'noncharacter'],
    ['text that is not JSON', (text: string) => text.slice(1), 'expected JSON text'],
    ['another format', (text: string) => text.replace('  "version"', '    "version"'), 'not in the format'],
    ['an operation of another name', (text: string) => text.replaceAll('permits', 'covers'), 'const'],
    ['a missing member', (text: string) => text.replace(/ +"about": [^\n]*\n/, ''), "property 'about'"],
  ])('finds %s', (_, change, issue) => {
    const changed = change(permits.text);
    expect(changed).not.toBe(permits.text);
    expect(issuesOf(changed).join('\n')).toMatch(issue === 'const' ? /equal to constant/ : issue);
  });

  it.each([
    ['an id of another group', { id: 'permits/operations/same-name' }, 'stands in the group names'],
    ['an id that comes twice', { id: 'permits/names/other-name' }, 'comes twice'],
    ['an id of another operation', { id: 'covers/names/same-name' }, 'must match pattern'],
    ['an id with capitals', { id: 'permits/names/Same' }, 'must match pattern'],
    ['a flag without a note', { flags: ['NoSuchFlag'] }, 'no note explains the flag NoSuchFlag'],
    ['a spec point that does not exist', { spec: ['RSA99'] }, 'there is no spec point RSA99'],
    ['a basis that does not exist', { basis: 'guess' }, 'must be equal to one of the allowed values'],
    ['a member that does not exist', { comment: 'x' }, 'must NOT have additional properties'],
    ['an answer of another kind', { output: { permits: 'yes' } }, 'must be boolean'],
    ['an input of another kind', { input: { ...first.input, capability: [] } }, 'must be object'],
    [
      'an integer past 2^53',
      { input: { ...first.input, resource: 'a', extra: 2 ** 53 } },
      'must NOT have additional properties',
    ],
  ])('finds %s', (_, change, issue) => {
    expect(withTest(change).join('\n')).toContain(issue);
  });

  it('finds an integer past 2^53 where a schema allows any JSON', () => {
    const created = stored.find(({ name }) => name === 'create-token-request.json') as StoredFile;
    const text = created.text.replace('{"ttl":3600000}', '{"ttl":9007199254740993}');
    expect(findIssues([{ ...created, text }]).issues.join('\n')).toContain('["ttl"] is past 2^53');
  });

  it('finds a note that no test needs', () => {
    const notes = { ...file.notes, Unused: { bugType: 'LIMIT', about: 'x' } };
    expect(issuesOf(formatFile({ ...file, notes }))).toEqual(['permits.json: no test has the flag Unused']);
  });

  it('finds a file under another name', () => {
    expect(findIssues([{ ...permits, name: 'permit.json' }]).issues).toEqual([
      'permit.json: holds the operation permits',
    ]);
  });
});

it('every test has one id among all files', () => {
  const ids = stored.flatMap(({ text }) => testsOf(JSON.parse(text) as VectorFile).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
