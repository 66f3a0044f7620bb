import { program } from './program.js';

// Whoever reads may stop reading, as `head` does: the service goes on.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.exitCode = await program(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
