import type { Terminal } from './report/terminal.js';

/** What the command touches of its process. */
export type Surroundings = {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
};
