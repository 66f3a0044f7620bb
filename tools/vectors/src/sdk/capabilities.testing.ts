import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';

/** What an implementation throws to refuse; its code is not compared. */
export class Refusal extends Error {}

export type Entries = readonly (readonly [resource: string, operations: readonly string[]])[];

/**
 * A small implementation of the protocol whose every rule is a method of its own, so that a test can break one rule
 * and leave the others whole. This part reads and writes capabilities.
 */
export class Capabilities {
  separators: readonly [comma: string, colon: string] = [',', ':'];
  maxResources = 5000;
  maxOperations = 64;
  maxResource = 8192;
  maxOperation = 64;
  maxDepth = 8;
  maxBytes = 131_072;

  parseJson(text: string): unknown {
    return parseJsonText(text, { maxBytes: this.maxBytes, maxDepth: this.maxDepth }, INVALID_REQUEST_BODY, '');
  }

  lengthOf(text: string): number {
    return Array.from(text).length;
  }

  compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  distinct(operations: readonly string[]): readonly string[] {
    return [...new Set(operations)];
  }

  sortOperations(operations: readonly string[]): readonly string[] {
    return operations.toSorted((a, b) => this.compare(a, b));
  }

  quote(text: string): string {
    return JSON.stringify(text);
  }

  /** The operations of a resource; undefined drops the entry. */
  readOperations(value: unknown): readonly string[] | undefined {
    if (!Array.isArray(value) || value.length === 0 || value.length > this.maxOperations) throw new Refusal();
    const operations = value.map((operation) => this.readOperation(operation));
    const set = this.distinct(operations);
    if (operations.includes('*') && operations.some((operation) => operation !== '*')) return this.wildcardBeside(set);
    return this.sortOperations(set);
  }

  readOperation(value: unknown): string {
    if (typeof value !== 'string' || value === '' || this.lengthOf(value) > this.maxOperation) throw new Refusal();
    return value;
  }

  wildcardBeside(_: readonly string[]): readonly string[] {
    throw new Refusal();
  }

  readResource(name: string): string {
    if (name === '' || this.lengthOf(name) > this.maxResource) throw new Refusal();
    return name;
  }

  membersOf(value: unknown): [string, unknown][] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal();
    return Object.entries(value);
  }

  readCapability(given: unknown): Entries {
    const members = this.membersOf(typeof given === 'string' ? this.parseJson(given) : given);
    if (members.length > this.maxResources) throw new Refusal();
    return members.flatMap(([name, list]) => {
      const operations = this.readOperations(list);
      return operations === undefined ? [] : [[this.readResource(name), operations] as const];
    });
  }

  sortResources(entries: Entries): Entries {
    return entries.toSorted(([a], [b]) => this.compare(a, b));
  }

  write(entries: Entries): string {
    const [comma, colon] = this.separators;
    const list = (operations: readonly string[]) =>
      `[${operations.map((operation) => this.quote(operation)).join(comma)}]`;
    return `{${entries.map(([resource, operations]) => this.quote(resource) + colon + list(operations)).join(comma)}}`;
  }

  canonicalize(given: unknown): string {
    return this.write(this.sortResources(this.readCapability(given)));
  }
}
