import type { TokenService } from '../token-service.js';
import type { Apps } from './apps.js';
import type { SandboxLimits } from './limits.js';

/** What the routes of a sandbox work on. */
export type SandboxContext = {
  readonly apps: Apps;
  readonly limits: SandboxLimits;
  readonly now: () => number;
  readonly authenticate: TokenService['authenticate'];
  /** Where clients reach the sandbox, where the request does not tell. */
  readonly url: URL | undefined;
};
