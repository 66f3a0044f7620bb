import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** How many mutants each file of tests has found in this process. */
const found = new Map<string, number>();

/** The files of tests that found most mutants first: most mutants then cost a run of one file. Properties are dear. */
export class KillersFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ranked = files.map((file) => {
      const key = `${file.project.name}:${relative(this.ctx.config.root, file.moduleId)}`;
      const count = (found.get(key) ?? 0) + Number(this.ctx.cache.getFileTestResults(key)?.failed ?? false);
      found.set(key, count);
      return { file, count, isDear: key.includes('.property.') };
    });
    ranked.sort((a, b) => b.count - a.count || Number(a.isDear) - Number(b.isDear));
    return Promise.resolve(ranked.map(({ file }) => file));
  }
}
