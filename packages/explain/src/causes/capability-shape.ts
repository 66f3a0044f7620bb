import { quirkOf, type SerializerQuirk } from '../internal/serializer-quirks.js';

// Writers that change what the capability says, not only how it is written.

export const SHAPE_QUIRKS: readonly SerializerQuirk[] = [
  quirkOf(
    {
      rare: true,
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({
          resource,
          operations: operations.includes('*') ? ['*'] : operations,
        })),
    },
    'capability.star-swallows-operations',
    '`*` written alone where other operations stand beside it',
    'Sign and send the same text; `*` beside other operations is refused anyway.',
    ['ably-dotnet'],
  ),
  quirkOf(
    {
      rare: true,
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({ resource: resource.replace(/\s/g, ''), operations })),
    },
    'capability.spaces-removed-from-names',
    'white space removed inside resource names',
    'Do not strip white space from JSON text with a pattern: names may hold it.',
    ['ably-dotnet'],
  ),
  quirkOf(
    { rare: true, shape: (capability) => capability.filter(({ operations }) => operations.length > 0) },
    'capability.empty-entries-dropped',
    'resources without operations left out',
    'Sign and send the same text; an empty list is refused anyway.',
    ['ably-dotnet'],
  ),
  quirkOf(
    {
      rare: true,
      shape: (capability) =>
        capability.map(({ resource, operations }) => ({ resource: resource.toLowerCase(), operations })),
    },
    'capability.lower-case-names',
    'resource names in lower case',
    'Resource names are case-sensitive: sign them as they are.',
    ['System.Text.Json DictionaryKeyPolicy', 'Newtonsoft.Json CamelCaseNamingStrategy'],
  ),
  quirkOf(
    { rare: true, bareSingle: true },
    'capability.single-operation-as-string',
    'a single operation written without its list',
    'Write each value as a list: {"a":["publish"]}.',
    ['Jackson WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED', 'XML to JSON converters', 'text written by hand'],
  ),
];
