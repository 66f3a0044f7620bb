import { basename, join } from 'node:path';
import { WrongUsage } from '@ably-auth/checks/tool';
import { readDescriptions, readLanguages, type Language } from '@ably-auth/languages/language';

/** A difference of an SDK that its users meet. */
export interface WorstDifference {
  /** Pattern of the ids of tests that fail because of it, in which `*` stands for any characters. */
  readonly tests: string;
  /** What a user meets, in one sentence. */
  readonly about: string;
}

/** A program that signs with the SDK and with our package of its language, in one process. */
export interface Bench {
  readonly language: string;
  /** How many times as fast as the SDK our package is to be. */
  readonly goal?: number;
  readonly build: readonly (readonly string[])[];
  /** Started with a capability; `<side> <input> <count>` on a line is answered with the CPU time in ns. */
  readonly run: readonly string[];
  /**
   * Started with a capability and a side, it loads that side alone and signs one request; answers the CPU time in ns since
   * the process began, and the bytes that it loaded beside the standard library. By default as `run`.
   */
  readonly start?: Readonly<Record<'ours' | 'theirs' | 'none', readonly string[]>>;
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
  readonly bench?: Bench;
  /** Whether it is a package of this repository. */
  readonly own?: boolean;
  /** Folder that the commands run in. */
  readonly folder: string;
}

/**
 * Reads the adapters of a repository: every `tools/sdk-adapters/<name>/adapter.json`, then those of our own packages,
 * every `languages/<name>/language.json`; each in the order of their names.
 * @param repository Path of the repository.
 * @param only Names of the adapters to read; every one when empty.
 * @throws {WrongUsage} When a name has no adapter.
 */
export function readAdapters(repository: string, only: readonly string[]): Adapter[] {
  const adapters = [
    ...readDescriptions<Adapter>(join(repository, 'tools/sdk-adapters'), 'adapter.json'),
    ...readLanguages(join(repository, 'languages')).map(ownAdapter),
  ];
  for (const name of only) {
    if (!adapters.some((adapter) => adapter.name === name)) {
      throw new WrongUsage(`no adapter "${name}"; there are ${adapters.map((adapter) => adapter.name).join(', ')}`);
    }
  }
  return adapters.filter(({ name }) => only.length === 0 || only.includes(name));
}

function ownAdapter({ toolchain, build, adapter, folder }: Language): Adapter {
  return {
    name: `ably-auth-${basename(folder)}`,
    package: `languages/${basename(folder)}`,
    ci: true,
    toolchain,
    install: build,
    run: adapter,
    notes: [],
    worst: [],
    own: true,
    folder,
  };
}
