"use client";
import { useCallback, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import { askForZip } from "#components/zip/requests.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listMatchingAction } from "#lib/bulk/actions.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";

const UNREACHABLE: ActionResult<never> = { ok: false, code: "internal", details: {} };

/** Has all that match gathered into one archive; says so where they are too many for one. */
export function useZipAll(query: ListQuery) {
  const errorText = useErrorText();
  const [pending, start] = useTransition();
  const zipAll = useCallback(
    ({ schoolId, asOf }: Matching) =>
      start(async () => {
        const request = { schoolId, params: writeListQuery(query), asOf };
        const result = await listMatchingAction(request).catch(() => UNREACHABLE);
        if (!result.ok) sayFailed(errorText(result.code, result.details));
        else if (result.data.length > 0) askForZip(result.data);
      }),
    [query, errorText],
  );
  return { zipAll, pending };
}
