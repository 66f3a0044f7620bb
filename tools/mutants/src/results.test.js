import { describe, expect, it } from 'vitest';
import { page, resultOf } from './results.js';
const source = 'export const a = (b: number) => b > 0 &&\n  b < 9;\n';
const at = (startLine, startColumn, endLine, endColumn) => ({
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: endColumn },
});
const report = {
    files: {
        'src/a.ts': {
            source,
            mutants: [
                { status: 'Killed', location: at(1, 33, 1, 38), replacement: 'true' },
                { status: 'Timeout', location: at(1, 33, 1, 38), replacement: 'false' },
                { status: 'Survived', location: at(1, 33, 1, 38), replacement: 'b >= 0' },
                { status: 'NoCoverage', location: at(1, 33, 2, 8), replacement: 'true' },
                { status: 'Ignored', location: at(1, 1, 1, 2) },
            ],
        },
        'src/b.ts': { source: '', mutants: [] },
    },
};
const equivalents = [{ file: 'src/a.ts', was: 'b > 0', now: 'b >= 0', reason: 'no caller gives 0' }];
describe('resultOf', () => {
    const [result, ...others] = resultOf('core', '2026-01-01', report, equivalents);
    it('counts what was found, and names each survivor with its code on one line', () => {
        expect(result).toEqual({
            target: 'core',
            file: 'src/a.ts',
            date: '2026-01-01',
            killed: 1,
            timedOut: 1,
            survivors: [
                { line: 1, was: 'b > 0', now: 'b >= 0', reason: 'no caller gives 0' },
                { line: 1, was: 'b > 0 && b < 9', now: 'true' },
            ],
        });
    });
    it('leaves out files without mutants', () => expect(others).toEqual([]));
});
describe('the page', () => {
    it('leaves equivalent mutants out of the score, and lists every survivor', () => {
        const text = page(resultOf('core', '2026-01-01', report, equivalents));
        expect(text).toContain('| `src/a.ts` | 2026-01-01 | 2 | 1 | 1 | 66.7 % |');
        expect(text).toContain('- `src/a.ts:1`: `b > 0` as `b >= 0`. no caller gives 0');
        expect(text).toContain('- `src/a.ts:1`: `b > 0 && b < 9` as `true`. No test finds it yet.');
    });
});
