import { isObject } from '../protocol.js';
import type { Json, JsonObject } from '../vector.js';
import { compareValues, own, type Compare, type Mismatch } from './mismatch.js';

/**
 * Requests to an auth server are compared by what they mean: query and form as decoded pairs in any order, the URL
 * before its query literally, and of the headers those that the vector names.
 */
export const compareAuthUrlRequest: Compare = ({ output: expected }, output) => {
  const [expectedUrl, expectedQuery] = split(own(expected, 'url'));
  const [url, query] = split(own(output, 'url'));
  return [
    ...compareValues(own(expected, 'method'), own(output, 'method'), '$.method'),
    ...compareValues(expectedUrl, url, '$.url'),
    ...comparePairs(expectedQuery, query, '$.url?'),
    ...compareHeaders(own(expected, 'headers'), own(output, 'headers')),
    ...compareBody(own(expected, 'body'), own(output, 'body') ?? null),
  ];
};

function split(url: Json | undefined): [Json | undefined, string] {
  if (typeof url !== 'string') return [url, ''];
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function compareHeaders(expected: Json | undefined, actual: Json | undefined): Mismatch[] {
  const headers = isObject(actual) ? actual : {};
  const lower: JsonObject = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.entries(isObject(expected) ? expected : {}).flatMap(([name, value]) =>
    compareValues(plainType(name, value), plainType(name, own(lower, name)), `$.headers[${JSON.stringify(name)}]`),
  );
}

/** A charset may follow the content type of a form. */
function plainType(name: string, value: Json | undefined): Json | undefined {
  return name === 'content-type' && typeof value === 'string' ? value.split(';')[0]?.trim().toLowerCase() : value;
}

function compareBody(expected: Json | undefined, actual: Json): Mismatch[] {
  if (typeof expected !== 'string' || typeof actual !== 'string') {
    return (expected ?? '') === (actual ?? '') ? [] : [{ path: '$.body', expected, actual }];
  }
  return comparePairs(expected, actual, '$.body');
}

function comparePairs(expected: string, actual: string, path: string): Mismatch[] {
  const [left, right] = [pairs(expected), pairs(actual)];
  return JSON.stringify(left) === JSON.stringify(right) ? [] : [{ path, expected: left, actual: right }];
}

function pairs(form: string): string[] {
  return [...new URLSearchParams(form)].map(([name, value]) => `${name}=${value}`).sort();
}
