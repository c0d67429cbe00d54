import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import type { ExportHead } from "#lib/moving/export-format.ts";

/** Writes into a school's audit that all of it was exported: what leaves the house leaves a trace. */
export async function noteExport(
  schoolId: string,
  counts: ExportHead["counts"],
  withTrash: boolean,
): Promise<void> {
  await recordAlone(
    { schoolId, origin: localOrigin("npm run export") },
    {
      action: "school.exported",
      targetType: "school",
      targetId: schoolId,
      details: { ...counts, with_trash: withTrash },
    },
  );
}
