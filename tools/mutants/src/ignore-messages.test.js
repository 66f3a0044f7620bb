import { expect, it } from 'vitest';
import { strykerPlugins } from './ignore-messages.js';
const [plugin] = strykerPlugins;
const isIgnored = (node) => plugin.value.shouldIgnore({ node }) !== undefined;
const text = (value) => ({ type: 'StringLiteral', value });
const template = (...raws) => ({ type: 'TemplateLiteral', quasis: raws.map((raw) => ({ value: { raw } })) });
it.each(['expected one more', 'permits: resource and operation must be strings'])('leaves %j as it is', (value) => {
    expect(isIgnored(text(value))).toBe(true);
});
it.each(['HS256', '$.mac', '":["', '', ' ', 'base64'])('mutates %j', (value) => {
    expect(isIgnored(text(value))).toBe(false);
});
it('leaves a template with words as it is, and mutates one without', () => {
    expect(isIgnored(template('expected ', ', got ', ''))).toBe(true);
    expect(isIgnored(template('$[', ']'))).toBe(false);
});
it('mutates everything but text', () => {
    expect(isIgnored({ type: 'NumericLiteral', value: 1 })).toBe(false);
});
