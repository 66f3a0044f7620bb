export { AdapterNotStarted, openAdapter, type Adapter, type AdapterOptions, type Reply } from './adapter.js';
export type { CodeMatch, Failure } from './check-reply.js';
export { compareWithExpected, readExpectedFailures, writeExpectedFailures } from './expected-failures.js';
export { loadVectors, publishedVectors, type VectorSet } from './load-vectors.js';
export { PROTOCOL, type Answer, type Hello } from './protocol.js';
export type { CaseResult, Counts, Expectation, GeneratedRun, Report, Totals } from './report.js';
export { FEATURES } from './gen/operations.js';
export { junitReport } from './formats/junit.js';
export { markdownReport } from './formats/markdown.js';
export { DEFAULT_TIMEOUT_MS, runConformance, type RunOptions } from './run-conformance.js';
export { selectVectors, type Selection } from './select-vectors.js';
export {
  OPERATIONS,
  tierOf,
  type Json,
  type JsonObject,
  type Note,
  type RefusalError,
  type Tier,
  type Vector,
} from './vector.js';
