/** Why nothing can be generated: the file to fix and the reason. */
export class GeneratorError extends Error {
  readonly file: string;
  readonly reason: string;

  /**
   * @param file path from the root of the repository
   * @param reason what is wrong with it
   */
  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.file = file;
    this.reason = reason;
  }

  /** The error as it is if it names its file, else with the file that was at work. */
  static of(file: string, what: string, error: unknown): GeneratorError {
    if (error instanceof GeneratorError) return error;
    return new GeneratorError(file, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
