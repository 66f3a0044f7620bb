import { describe, expect, it } from 'vitest';
import { readExamples } from './examples.js';
import { GeneratorError } from './generator-error.js';
import { folderWith } from './temp-folder.testing.js';

const FOLDER = 'schemas/examples/Thing';
const valid = { about: 'a', valid: true, value: 1 };
const issue = { path: '$', keyword: 'type', code: 40000 };
const invalid = { about: 'a', valid: false, value: null, issue };

function folderOf(...contents: readonly unknown[]): string {
  return folderWith(
    Object.fromEntries(
      contents.map((content, at) => [
        `${FOLDER}/e${at}.json`,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
  );
}

describe('readExamples', () => {
  it('gives name, what it is about, value and the issue to expect', () => {
    const examples = readExamples(folderOf(valid, valid, valid, invalid, invalid, invalid), 'Thing');
    expect(examples[0]).toEqual({ name: 'e0', about: 'a', value: 1 });
    expect(examples[3]).toEqual({ name: 'e3', about: 'a', value: null, issue });
    expect(examples.map(({ name }) => name)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
  });

  it.each([
    ['none at all', []],
    ['two valid ones', [valid, valid, invalid, invalid, invalid]],
    ['two invalid ones', [valid, valid, valid, valid, invalid, invalid]],
  ])('refuses %s', (_, contents) => {
    const reason = 'Thing needs three valid and three invalid examples or more';
    expect(() => readExamples(folderOf(...contents), 'Thing')).toThrow(new GeneratorError(FOLDER, reason));
  });

  it.each([
    ['no description', { ...valid, about: undefined }],
    ['no value', { ...valid, value: undefined }],
    ['no verdict', { ...valid, valid: undefined }],
    ['a verdict that is neither', { ...valid, valid: 'yes' }],
    ['an issue in a valid one', { ...valid, issue }],
    ['no issue in an invalid one', { ...invalid, issue: undefined }],
    ['an issue without path', { ...invalid, issue: { ...issue, path: undefined } }],
    ['an issue without keyword', { ...invalid, issue: { ...issue, keyword: 1 } }],
    ['a code that is a name', { ...invalid, issue: { ...issue, code: 'BAD_REQUEST' } }],
    ['an issue that is null', { ...invalid, issue: null }],
    ['null', null],
    ['a list', []],
  ])('refuses a file with %s', (_, content) => {
    expect(() => readExamples(folderOf(content), 'Thing')).toThrow(`${FOLDER}/e0.json: an example has "about"`);
  });

  it('refuses a file that is not JSON', () => {
    expect(() => readExamples(folderOf('{"about":'), 'Thing')).toThrow(`${FOLDER}/e0.json: not JSON: `);
  });
});
