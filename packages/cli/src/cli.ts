import { program } from './program.js';

// A service ends gracefully by signals, and goes on when nobody reads its output.
const isService = ['serve', 'sandbox'].includes(process.argv[2] ?? '');
// A conformance run writes its reports before it ends.
if (!isService && process.argv[2] !== 'conformance') process.on('SIGINT', () => process.exit(130));
process.stdout.on('error', () => {
  // The reader may stop reading, as `head` does: end as a shell's own tools do (128 + SIGPIPE).
  if (!isService) process.exit(141);
});
process.stderr.on('error', () => undefined);
const exitCode = await program(process.argv.slice(2), {
  // Opened only by a command that reads it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
// A service ends although nobody reads its log: what waits in a pipe would keep the process alive.
if (isService) {
  const written = new Promise<void>((resolve) => void process.stderr.write('', () => resolve()));
  await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 1000))]);
  process.exit(exitCode);
}
process.exitCode = exitCode;
