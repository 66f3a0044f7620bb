import { signedWith, type SerializerQuirk } from '../internal/serializer-quirks.js';

// Writers that change what the capability says, not only how it is written.

export const SHAPE_QUIRKS: readonly SerializerQuirk[] = [
  {
    rare: true,
    cause: signedWith(
      'capability.star-swallows-operations',
      '`*` written alone where other operations stand beside it',
      'Sign and send the same text; `*` beside other operations is refused anyway.',
      ['ably-dotnet'],
    ),
    style: {
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({
          resource,
          operations: operations.includes('*') ? ['*'] : operations,
        })),
    },
  },
  {
    rare: true,
    cause: signedWith(
      'capability.spaces-removed-from-names',
      'white space removed inside resource names',
      'Do not strip white space from JSON text with a pattern: names may hold it.',
      ['ably-dotnet'],
    ),
    style: {
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({ resource: resource.replace(/\s/g, ''), operations })),
    },
  },
  {
    rare: true,
    cause: signedWith(
      'capability.empty-entries-dropped',
      'resources without operations left out',
      'Sign and send the same text; an empty list is refused anyway.',
      ['ably-dotnet'],
    ),
    style: { shape: (capability) => capability.filter(({ operations }) => operations.length > 0) },
  },
  {
    rare: true,
    cause: signedWith(
      'capability.lower-case-names',
      'resource names in lower case',
      'Resource names are case-sensitive: sign them as they are.',
      ['System.Text.Json DictionaryKeyPolicy', 'Newtonsoft.Json CamelCaseNamingStrategy'],
    ),
    style: {
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({ resource: resource.toLowerCase(), operations })),
    },
  },
  {
    rare: true,
    cause: signedWith(
      'capability.single-operation-as-string',
      'a single operation written without its list',
      'Write each value as a list: {"a":["publish"]}.',
      ['Jackson WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED', 'XML to JSON converters', 'text written by hand'],
    ),
    style: { bareSingle: true },
  },
];
