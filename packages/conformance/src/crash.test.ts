import { describe, expect, it } from 'vitest';
import { isCrash } from './crash.js';

describe('an error', () => {
  it.each([
    "TypeError: Cannot read properties of undefined (reading 'split')",
    'params.capability.map is not a function',
    "AttributeError: 'NoneType' object has no attribute 'encode'",
    "create_token_request() got an unexpected keyword argument 'nonce'",
    "undefined method `gsub' for nil:NilClass (NoMethodError)",
    'no implicit conversion of nil into String',
    'Failed opening required AblyException.php',
    'Class "Ably\\Models\\AblyException" not found',
    'Undefined array key "mac"',
    'java.lang.NullPointerException: Cannot invoke "String.length()"',
    'Object reference not set to an instance of an object.',
    'runtime error: invalid memory address or nil pointer dereference',
    "thread 'main' panicked at src/main.rs:4:5",
  ])('of a broken program: %s', (message) => {
    expect(isCrash({ message })).toBe(true);
  });

  it.each([
    'invalid key',
    'TypeError: TokenParams.ttl: expected a whole number of milliseconds, got "1h"',
    'ValueError: capability is not defined by the key',
    'capability["a"] is required to be a list',
    'JSON::ParserError: unexpected token at "news"',
    'Key not found',
    undefined,
  ])('that is a refusal: %s', (message) => {
    expect(isCrash(message === undefined ? {} : { message })).toBe(false);
  });
});
