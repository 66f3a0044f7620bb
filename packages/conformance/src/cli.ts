import { interruption, program } from './program.js';

// Its reader may stop reading, as `head` does.
process.stdout.on('error', () => process.exit(1));
process.exitCode = await program(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: interruption(),
});
