import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WrongUsage } from '@ably-auth/checks/tool';

/** A difference of an SDK that its users meet. */
export interface WorstDifference {
  /** Pattern of the ids of tests that fail because of it, in which `*` stands for any characters. */
  readonly tests: string;
  /** What a user meets, in one sentence. */
  readonly about: string;
}

/** What `adapter.json` says about the adapter beside it. */
export interface Adapter {
  /** Name of the SDK and of the adapter's folder. */
  readonly name: string;
  /** The package and the registry that it comes from. */
  readonly package: string;
  /** Whether `--check` runs it: its SDK installs within two minutes. */
  readonly ci: boolean;
  /** Commands that succeed where the toolchain is there, each with the name of what is missing when it fails. */
  readonly toolchain: readonly { readonly command: readonly string[]; readonly needs: string }[];
  readonly install: readonly (readonly string[])[];
  readonly run: readonly string[];
  /** What a reader of the results has to know about the way the SDK is driven. */
  readonly notes: readonly string[];
  /** The differences that hurt its users most, the worst first. */
  readonly worst: readonly WorstDifference[];
  /** Folder that the commands run in. */
  readonly folder: string;
}

/**
 * Reads every `adapter.json` one folder below the given one, in the order of their names.
 * @param folder Path of the folder that holds the adapters' folders.
 * @param only Names of the adapters to read; every one when empty.
 * @throws {WrongUsage} When a name has no adapter.
 */
export function readAdapters(folder: string, only: readonly string[]): Adapter[] {
  const adapters = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'adapter.json')))
    .sort()
    .map((name) => readAdapter(join(folder, name)));
  for (const name of only) {
    if (!adapters.some((adapter) => adapter.name === name)) {
      throw new WrongUsage(`no adapter "${name}"; there are ${adapters.map((adapter) => adapter.name).join(', ')}`);
    }
  }
  return adapters.filter(({ name }) => only.length === 0 || only.includes(name));
}

function readAdapter(folder: string): Adapter {
  const described = JSON.parse(readFileSync(join(folder, 'adapter.json'), 'utf8')) as Omit<Adapter, 'folder'>;
  return { ...described, folder };
}
