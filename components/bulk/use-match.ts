"use client";
import { useCallback, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import { countMatchingAction } from "#lib/bulk/actions.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import type { ErrorCode } from "#lib/errors.ts";

const UNREACHABLE = { ok: false, code: "internal" as ErrorCode, details: {} } as const;

/** Selects all that fit a list of a school's, once the server has counted them; says so where they are too many. */
export function useMatch(
  list: { schoolId: string; view: "live" | "trash"; query: ListQuery },
  select: (all: Matching) => void,
) {
  const { schoolId, view, query } = list;
  const errorText = useErrorText();
  const [pending, start] = useTransition();
  const match = useCallback(
    () =>
      start(async () => {
        const request = { schoolId, view, params: writeListQuery(query) };
        const result = await countMatchingAction(request).catch(() => UNREACHABLE);
        if (!result.ok) sayFailed(errorText(result.code, result.details));
        else if (result.data.more) sayFailed(errorText("too_many_matches", { maximum: result.data.count }));
        else select(result.data);
      }),
    [schoolId, view, query, select, errorText],
  );
  return { match, pending };
}
