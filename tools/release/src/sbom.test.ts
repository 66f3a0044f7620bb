import { expect, it } from 'vitest';
import { licenceFindings } from './sbom.js';

const component = (...ids: string[]) => ({
  components: [{ name: 'a', version: '1.0.0', licenses: ids.map((id) => ({ license: { id } })) }],
});

it.each(['MIT', 'Apache-2.0', 'ISC', '0BSD'])('takes the licence %s', (id) => {
  expect(licenceFindings(component(id))).toEqual([]);
});

it.each(['GPL-3.0-only', 'AGPL-3.0', 'UNLICENSED', ''])('finds the licence "%s"', (id) => {
  expect(licenceFindings(component(id))).toEqual([`a@1.0.0: ${id}`]);
});

it.each([
  ['(MIT OR GPL-2.0)', true],
  ['(MIT AND GPL-2.0)', false],
  ['MIT AND ISC', true],
])('reads the expression %s', (expression, isFree) => {
  const sbom = { components: [{ name: 'a', version: '1.0.0', licenses: [{ expression }] }] };
  expect(licenceFindings(sbom)).toHaveLength(isFree ? 0 : 1);
});

it('finds a component without a licence, and one with a second licence', () => {
  expect(licenceFindings({ components: [{ name: 'a', version: '1.0.0' }] })).toEqual(['a@1.0.0: has no licence']);
  expect(licenceFindings(component('MIT', 'GPL-3.0-only'))).toHaveLength(1);
});
