import { fault, type Fault } from './fault.testing.js';

/** How matching, covering and intersecting go wrong. */
export const meaningFaults: readonly Fault[] = [
  fault('lets * at the end stand for one segment', (sdk) => {
    sdk.matchesRest = (path) => path.length === 1;
  }),
  fault('lets * at the end stand for one segment or more', (sdk) => {
    sdk.matchesRest = (path) => path.length > 0;
  }),
  fault('lets * in the middle stand for several segments', (sdk) => {
    const matches = sdk.matchesPath.bind(sdk);
    sdk.matchesPath = (pattern, path) =>
      matches(pattern, path) ||
      (pattern[0] === '*' && path.length > pattern.length && sdk.matchesPath(pattern, path.slice(1)));
  }),
  fault('lets * in the middle stand for none', (sdk) => {
    const matches = sdk.matchesPath.bind(sdk);
    sdk.matchesPath = (pattern, path) =>
      matches(pattern, path) || (pattern[0] === '*' && pattern.length > 1 && sdk.matchesPath(pattern.slice(1), path));
  }),
  fault('takes * in the middle literally', (sdk) => {
    sdk.matchesSegment = (pattern, segment) => pattern === segment;
  }),
  fault('takes foo* for a pattern', (sdk) => {
    sdk.matchesSegment = (pattern, segment) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(segment);
  }),
  fault('takes names for regular expressions', (sdk) => {
    const matches = sdk.matchesSegment.bind(sdk);
    sdk.matchesSegment = (pattern, segment) =>
      matches(pattern, segment) || new RegExp(`^${pattern.replace(/[*+?[\]()]/g, '\\$&')}$`).test(segment);
  }),
  fault('matches by the beginning of a name', (sdk) => {
    sdk.matchesSegment = (pattern, segment) => pattern === '*' || segment.startsWith(pattern);
  }),
  fault('matches names without regard to case', (sdk) => {
    sdk.matchesSegment = (pattern, segment) => pattern === '*' || pattern.toLowerCase() === segment.toLowerCase();
  }),
  fault('takes a name for all below it', (sdk) => {
    const matches = sdk.matchesPath.bind(sdk);
    sdk.matchesPath = (pattern, path) => matches(pattern, path) || matches([...pattern, '*'], path);
  }),
  fault('takes * for queues and metachannels too', (sdk) => {
    sdk.matchesQualifier = (pattern, qualifier) => pattern === undefined || pattern === '*' || pattern === qualifier;
  }),
  fault('takes [*] for every qualifier but none', (sdk) => {
    sdk.matchesQualifier = (pattern, qualifier) => (pattern === '*' ? qualifier !== undefined : pattern === qualifier);
  }),
  fault('takes [*] for a name', (sdk) => {
    sdk.matchesQualifier = (pattern, qualifier) => pattern === qualifier;
  }),
  fault('does not know qualifiers', (sdk) => {
    sdk.split = (resource) => ({ qualifier: undefined, path: resource.split(':') });
  }),
  fault('ignores qualifiers', (sdk) => {
    const split = sdk.split.bind(sdk);
    sdk.split = (resource) => ({ ...split(resource), qualifier: undefined });
  }),
  fault('does not know * among operations', (sdk) => {
    sdk.grants = (operations, operation) => operations.includes(operation);
  }),
  fault('matches operations by their beginning', (sdk) => {
    sdk.grants = (operations, operation) =>
      operations.includes('*') || operations.some((granted) => operation.startsWith(granted));
  }),
  fault('takes message-* for a pattern', (sdk) => {
    sdk.grants = (operations, operation) =>
      operations.includes('*') ||
      operations.some(
        (granted) => granted === operation || (granted.endsWith('*') && operation.startsWith(granted.slice(0, -1))),
      );
  }),
  fault('matches operations without regard to case', (sdk) => {
    sdk.grants = (operations, operation) =>
      operations.includes('*') || operations.some((granted) => granted.toLowerCase() === operation);
  }),
  fault('asks the most specific entry alone', (sdk) => {
    const permits = sdk.permits.bind(sdk);
    sdk.permits = (given, name, operation) => {
      const exact = sdk.readCapability(given).find(([resource]) => resource === name);
      return exact === undefined ? permits(given, name, operation) : sdk.grants(exact[1], operation);
    };
  }),
  fault('asks the first entry that matches alone', (sdk) => {
    sdk.permits = (given, name, operation) => {
      const resource = sdk.split(name);
      const first = sdk.sortResources(sdk.readCapability(given)).find(([text]) => {
        const pattern = sdk.split(text);
        return (
          sdk.matchesQualifier(pattern.qualifier, resource.qualifier) && sdk.matchesPath(pattern.path, resource.path)
        );
      });
      return first !== undefined && sdk.grants(first[1], operation);
    };
  }),
  fault('joins operations of all entries', (sdk) => {
    sdk.permits = (given, name, operation) => {
      const entries = sdk.readCapability(given);
      const named = entries.some(([text]) => sdk.matchesPath(sdk.split(text).path, sdk.split(name).path));
      return named && entries.some(([, operations]) => sdk.grants(operations, operation));
    };
  }),
  fault('covers by names alone', (sdk) => {
    sdk.contains = (outer, inner) => outer === inner;
  }),
  fault('covers what it overlaps', (sdk) => {
    sdk.contains = (outer, inner) => sdk.meet(sdk.split(outer), sdk.split(inner)) !== undefined;
  }),
  fault('covers a resource by one entry for all of its operations', (sdk) => {
    sdk.covers = (outer, inner) =>
      sdk
        .readCapability(inner)
        .every(([resource, wanted]) =>
          sdk
            .readCapability(outer)
            .some(
              ([pattern, operations]) =>
                sdk.contains(pattern, resource) && wanted.every((operation) => sdk.grants(operations, operation)),
            ),
        );
  }),
  fault('covers if one entry is covered', (sdk) => {
    sdk.covers = (outer, inner) => {
      const entries = sdk.readCapability(inner);
      return (
        entries.length === 0 ||
        entries.some(([resource, operations]) =>
          operations.slice(0, 1).every((operation) => sdk.coversOne(sdk.readCapability(outer), resource, operation)),
        )
      );
    };
  }),
  fault('intersects names alone', (sdk) => {
    sdk.meet = (a, b) => (sdk.join(a) === sdk.join(b) ? a : undefined);
  }),
  fault('intersects foo:* and foo to nothing', (sdk) => {
    const meet = sdk.meetPaths.bind(sdk);
    sdk.meetPaths = (a, b) =>
      (a.at(-1) === '*' && a.length > b.length) || (b.at(-1) === '*' && b.length > a.length) ? undefined : meet(a, b);
  }),
  fault('keeps the longer of two patterns that overlap', (sdk) => {
    const meet = sdk.meetPaths.bind(sdk);
    sdk.meetPaths = (a, b) => meet(a, b) && (a.length >= b.length ? a : b);
  }),
  fault('unites operations in place of intersecting them', (sdk) => {
    sdk.meetOperations = (a, b) => sdk.joinOperations(a, b);
  }),
  fault('takes * among operations for a name when intersecting', (sdk) => {
    sdk.meetOperations = (a, b) => a.filter((operation) => b.includes(operation));
  }),
  fault('keeps * beside operations when joining', (sdk) => {
    sdk.joinOperations = (a, b) => [...new Set([...a, ...b])].toSorted();
  }),
  fault('keeps the last pair alone where two give one resource', (sdk) => {
    sdk.joinOperations = (_, b) => b;
  }),
  fault('keeps crossed entries that another covers', (sdk) => {
    sdk.prune = (entries) => entries;
  }),
  fault('drops named entries that another covers', (sdk) => {
    const prune = sdk.prune.bind(sdk);
    sdk.prune = (entries) => prune(entries, new Set());
  }),
  fault('keeps the names of the first side alone', (sdk) => {
    const intersect = sdk.intersect.bind(sdk);
    const prune = sdk.prune.bind(sdk);
    sdk.intersect = (a, b) => {
      const names = new Set(Object.keys(a as object));
      sdk.prune = (entries) => prune(entries, names);
      return intersect(a, b);
    };
  }),
  fault('has no limit of pairs', (sdk) => {
    sdk.maxPairs = 1e12;
  }),
];
