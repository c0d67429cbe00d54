import type { Problem } from "#lib/oidc/constants.ts";

/** Back to the sign-in page, with what it is to say and where the person was heading. */
export function problemPath(problem: Problem, next: string | undefined): string {
  const query = new URLSearchParams({ problem, ...(next !== undefined && { next }) });
  return `/sign-in?${query}`;
}
