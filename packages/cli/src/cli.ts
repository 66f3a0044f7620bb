import { program } from './program.js';

// The service ends gracefully by signals, and goes on when nobody reads what it says.
const isService = process.argv[2] === 'serve';
// A conformance run writes its reports before it ends.
if (!isService && process.argv[2] !== 'conformance') process.on('SIGINT', () => process.exit(130));
process.stdout.on('error', () => {
  // Whoever reads may stop reading, as `head` does: end as a shell's own tools do (128 + SIGPIPE).
  if (!isService) process.exit(141);
});
process.stderr.on('error', () => undefined);
process.exitCode = await program(process.argv.slice(2), {
  // Opened only by a command that reads it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
