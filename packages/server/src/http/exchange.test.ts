import { expect, it } from 'vitest';
import { readContentType } from './body.js';
import { negotiate } from './exchange.js';

const [JSON_TYPE, MSGPACK] = ['application/json', 'application/x-msgpack'] as const;

it.each([
  [null, JSON_TYPE],
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['text/html', JSON_TYPE],
  [JSON_TYPE, JSON_TYPE],
  [MSGPACK, MSGPACK],
  ['APPLICATION/X-MSGPACK', MSGPACK],
  [`${MSGPACK},${JSON_TYPE}`, MSGPACK], // what ably-js sends
  [`${JSON_TYPE},${MSGPACK}`, JSON_TYPE],
  [`${JSON_TYPE};q=0.5, ${MSGPACK};q=0.9`, MSGPACK],
  [`${JSON_TYPE};q=0.9, ${MSGPACK};q=0.5`, JSON_TYPE],
  [`${MSGPACK};q=0`, JSON_TYPE],
  [`${MSGPACK};q=0, */*`, JSON_TYPE],
  [`${MSGPACK}, */*;q=0.1`, MSGPACK],
  [`*/*, ${MSGPACK};q=0.5`, JSON_TYPE],
  [`${MSGPACK};q=nonsense`, JSON_TYPE],
  [`${MSGPACK};q=0.001;level=1`, MSGPACK],
  ['application/x-msgpack2', JSON_TYPE],
])('Accept %j: %s', (accept, type) => {
  expect(negotiate(accept)).toBe(type);
});

it.each([
  [null, JSON_TYPE],
  ['', JSON_TYPE],
  [JSON_TYPE, JSON_TYPE],
  ['application/x-www-form-urlencoded', JSON_TYPE],
  [MSGPACK, MSGPACK],
  ['Application/X-MsgPack ; charset=binary', MSGPACK],
  [`${JSON_TYPE}, ${MSGPACK}`, JSON_TYPE],
])('Content-Type %j: %s', (header, type) => {
  expect(readContentType(header)).toBe(type);
});
