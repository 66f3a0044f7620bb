import { AblyAuthError } from '@ably-auth/validation';

/** Runs work on the capability of params or of a request: paths of its faults become paths within those. */
export function withinCapability<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AblyAuthError) || error.issues === undefined) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `$.capability${issue.path.slice(1)}` }));
    throw new AblyAuthError(error, error.message, { issues });
  }
}
