import type { ErrorCode } from '../ably-auth-error.js';
import type { Issue, Keyword } from '../issue.js';
import { memberPath } from './path.js';

/** More issues than this help nobody, and bound the work that a hostile value can cause. */
const MAX_ISSUES = 64;

/** Whether there are as many issues as are reported; loops over members stop here. */
export function isFull(issues: readonly Issue[]): boolean {
  return issues.length >= MAX_ISSUES;
}

/** Notes a fault, unless there are enough of them. */
export function fault(issues: Issue[], path: string, keyword: Keyword, kind: ErrorCode, message: string): void {
  if (!isFull(issues)) issues.push({ path, keyword, code: kind.code, message });
}

/** Notes what the nearest branch of a union found, as far as there is room. */
export function addFaults(issues: Issue[], found: readonly Issue[]): void {
  issues.push(...found.slice(0, MAX_ISSUES - issues.length));
}

/** Notes a member that its closed type does not have, and the one that was probably meant. */
export function unknownMember(
  issues: Issue[],
  path: string,
  name: string,
  kind: ErrorCode,
  type: string,
  members: readonly string[],
): void {
  const meant = members.find((member) => plain(member) === plain(name));
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  fault(issues, memberPath(path, name), 'additionalProperties', kind, `is not a member of ${type}${hint}`);
}

/** `client_id`, `ClientID` and `clientId` are one name to people. */
function plain(name: string): string {
  return name
    .slice(0, 64)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}
