import { TestRunner, type CancelReason } from 'vitest';

/** After the first failure no other file is imported: vitest skips only its tests, and importing takes as long. */
export default class StopAtFailure extends TestRunner {
  #isOver = false;

  override cancel(reason: CancelReason): void {
    this.#isOver = true;
    super.cancel(reason);
  }

  override importFile(...file: Parameters<TestRunner['importFile']>): unknown {
    return this.#isOver ? undefined : super.importFile(...file);
  }
}
