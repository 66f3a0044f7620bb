import { ROOT } from '@ably-auth/checks/tool';
import { describe, expect, it } from 'vitest';
import { readCatalogue, type Case, type Page } from './cases.js';
import { findIssues } from './issues.js';
import { readTests } from './tests.js';

const ID = 'rest/unit/RSA9c/a-nonce-0';

/** The issues of one case and one test file. */
function issues(one: Partial<Case>, text: string, page: Partial<Page> = {}): string[] {
  const cases = [{ id: ID, about: 'A nonce.', ...one }];
  const catalogue = { source: 's', commit: 'c', date: 'd', pages: [{ page: 'p.md', cases, ...page }] };
  return findIssues(catalogue, [{ path: 'packages/a/src/a.test.ts', text }]);
}

const tested = `it('${ID}: and more', () => {});`;

describe('findIssues', () => {
  it('finds none in this repository', () => {
    expect(findIssues(readCatalogue(ROOT), readTests(ROOT))).toEqual([]);
  });

  it('takes a test, or a reason', () => {
    expect(issues({}, tested)).toEqual([]);
    expect(issues({}, `it.each([['${ID}', 1]])('%s', () => {});`)).toEqual([]);
    expect(issues({ differs: 'So.' }, tested)).toEqual([]);
    expect(issues({ notApplicable: 'Realtime only.' }, '')).toEqual([]);
    expect(issues({}, '', { notApplicable: 'Realtime only.' })).toEqual([]);
    expect(issues({}, tested, { notApplicable: 'Realtime only, except for one.' })).toEqual([]);
  });

  it.each<[string, Partial<Case>, string, string]>([
    ['a case with neither', {}, '', 'has neither a test nor a reason'],
    ['an id in a comment alone', {}, `// ${ID}`, 'has neither a test nor a reason'],
    ['an id that is longer', {}, `it('${ID}1', () => {});`, 'has neither a test nor a reason'],
    ['a case with both', { notApplicable: 'No.' }, tested, 'has a test, and a reason to have none'],
    ['a difference without a test', { differs: 'So.', notApplicable: 'No.' }, '', 'says how its test differs'],
    ['an id that no page has', {}, `${tested}it('rest/unit/RSA9c/b-1', () => {});`, 'in no page'],
    ['a test that is turned off', {}, tested.replace('it(', 'it.skip('), 'has it.skip'],
    ['a case that says nothing', { about: '' }, tested, 'says nothing of what it is about'],
  ])('finds %s', (_, one, text, issue) => {
    expect(issues(one, text).join('\n')).toContain(issue);
  });

  it('finds an id that comes twice', () => {
    const cases = [{ id: ID, about: 'A nonce.' }];
    expect(issues({}, tested, { cases: [...cases, ...cases] })).toEqual([`${ID}: comes twice, again in p.md`]);
  });
});
