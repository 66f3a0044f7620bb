import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are while a runtime is tested. */
export type Places = {
  /** A project that has the packed packages installed. */
  readonly project: string;
  /** The reference implementation as one script, which declares `worker`. */
  readonly bundle: string;
  /** The portable unit tests: a module for processes, a script that declares `worker`. */
  readonly tests: { readonly process: string; readonly worker: string };
  /** Where a runtime of this list is installed. */
  readonly homeOf: (name: string) => string;
};

/** A JavaScript runtime that the packages have to work on. */
export type Runtime = {
  readonly name: string;
  /** The npm package that holds it, and its version. */
  readonly install: string;
  /** The command that starts the adapter of the vectors on it. */
  readonly adapter: (places: Places) => readonly string[];
  /** The command that runs the unit tests on it. */
  readonly tests: (places: Places) => readonly string[];
};

const NODE = `node-${process.platform}-${process.arch}`;
const nodeIn = (home: string) => join(home, 'node_modules', NODE, 'bin/node');
const adapterIn = (project: string) => join(project, 'node_modules/@ably-auth/conformance/dist/reference-adapter.js');

/** A runtime with processes: the adapter that is published runs on it as it is. */
const process_ = (
  name: string,
  install: string,
  command: (home: string) => readonly string[],
  testOptions: readonly string[] = [],
): Runtime => ({
  name,
  install,
  adapter: ({ project, homeOf }) => [...command(homeOf(name)), adapterIn(project)],
  tests: ({ tests, homeOf }) => [...command(homeOf(name)), ...testOptions, tests.process],
});

/** A runtime for workers: a small program in Node hands each line on to it. */
const worker = (name: string, install: string, bridge: string): Runtime => {
  const command = (homeOf: Places['homeOf']) => [
    // miniflare needs Node 22.
    nodeIn(homeOf('Node 22')),
    fileURLToPath(new URL(`./${bridge}.js`, import.meta.url)),
    homeOf(name),
  ];
  return {
    name,
    install,
    adapter: ({ bundle, homeOf }) => [...command(homeOf), bundle],
    tests: ({ tests, homeOf }) => [...command(homeOf), tests.worker, 'once'],
  };
};

/** Every runtime, in the order in which they are shown. The worker runtimes use the Node 22 of this list. */
export const runtimes: readonly Runtime[] = [
  ...['20', '22', '24', '26'].map((version) =>
    process_(`Node ${version}`, `${NODE}@${version}`, (home) => [nodeIn(home)]),
  ),
  process_('Bun', 'bun@1.4.5', (home) => [join(home, 'node_modules/.bin/bun')]),
  // What runs the tests asks the environment for colours; the packages ask for nothing.
  process_('Deno', 'deno@2.9.6', (home) => [join(home, 'node_modules/.bin/deno'), 'run', '--allow-read'], [
    '--allow-env',
  ]),
  worker('workerd', 'miniflare@4.20260730.0', 'workerd'),
  worker('edge-runtime', 'edge-runtime@4.0.1', 'edge-runtime'),
];
