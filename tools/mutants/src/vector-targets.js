import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from './options.js';
const run = promisify(execFile);
export const vectorTargets = [
    {
        name: 'python',
        sources: 'languages/python/src/ably_auth',
        async prepare(root) {
            const program = join(root, 'tools/mutants/python/mutants.py');
            const sources = join(root, this.sources);
            const adapter = join(root, 'languages/python/conformance/adapter.py');
            // The path of the interpreter itself: what a version manager puts in its place starts slowly.
            const { stdout: python } = await run('python3', ['-c', 'import sys; print(sys.executable)']);
            return {
                mutants: await list('python3', [program, 'list', sources], root),
                start: (number) => ({ command: [python.trim(), program, 'run', sources, String(number), adapter], env: {} }),
            };
        },
    },
    {
        name: 'go',
        sources: 'languages/go/ablyauth',
        async prepare(root) {
            const module = join(root, CACHE, 'go');
            rmSync(module, { recursive: true, force: true });
            for (const part of ['go.mod', 'conformance']) {
                cpSync(join(root, 'languages/go', part), join(module, part), { recursive: true });
            }
            mkdirSync(join(module, 'ablyauth'));
            const folders = [join(root, this.sources), join(module, 'ablyauth')];
            const mutants = await list('go', ['run', '.', ...folders], join(root, 'tools/mutants/go'));
            await run('go', ['build', '-o', 'adapter', './conformance/adapter'], { cwd: module });
            return { mutants, start: (number) => ({ command: [join(module, 'adapter')], env: { MUTANT: String(number) } }) };
        },
    },
];
async function list(program, args, cwd) {
    const { stdout } = await run(program, args, { cwd, maxBuffer: 2 ** 26 });
    return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}
/** Which mutants no vector can find. */
export function readOutOfReach(root) {
    return JSON.parse(readFileSync(join(root, 'tools/mutants/out-of-reach.json'), 'utf8'));
}
/** Whether a vector can find a mutant. */
export function isInReach(mutant, target, rules) {
    const parts = ['file', 'function', 'statement', 'was'];
    return !rules.some((rule) => rule.target === target &&
        parts.every((part) => rule[part] === undefined || new RegExp(rule[part]).test(mutant[part])));
}
