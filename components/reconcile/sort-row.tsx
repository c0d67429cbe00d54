import { useTranslations } from "next-intl";
import { useState } from "react";
import { RepairDialog } from "#components/reconcile/repair-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Overview, RunSummary, SortSummary } from "#lib/reconcile/types.ts";

type Props = {
  run: RunSummary;
  summary: SortSummary;
  room: Overview["room"];
  isBusy: boolean;
  onRepair: () => Promise<unknown>;
};

const HARMLESS = new Set(["totals_drift", "file_returned"]);

/** Which kind a total is of, or where an object is. */
function Example({ place, schoolId }: { place: string; schoolId: string | null }) {
  const kind = useTranslations("kinds");
  const t = useTranslations("reconcile");
  const name = place as "document";
  const isKind = !place.includes("/") && kind.has(name);
  return (
    <li className="[overflow-wrap:anywhere]">
      {isKind ? kind(name) : place}
      {isKind && schoolId !== null && <span className="text-ink-3"> · {t("school", { id: schoolId })}</span>}
    </li>
  );
}

/** One sort of fault: how many, what it means, what to do, and the way to have it repaired. */
export function SortRow({ run, summary, room, isBusy, onRepair }: Props) {
  const t = useTranslations("reconcile");
  const [isAsked, setAsked] = useState(false);
  const { sort, found, repaired, over, known, open, examples } = summary;
  const isTooMany = !HARMLESS.has(sort) && open > room.left;
  const mayRepair = run.state === "done" && open > 0 && !isBusy && !isTooMany;
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-4 md:grid-cols-[minmax(0,1fr)_max-content]">
      <div className="min-w-0">
        <h3 className="flex items-center gap-2 font-medium">
          {t(`sorts.${sort}.name`)}
          <Badge tone={open > 0 ? "loss" : "plain"}>{found}</Badge>
        </h3>
        <p className="mt-1 max-w-prose text-ink-2 text-pretty">
          {t(`sorts.${sort}.is`)} {t(`sorts.${sort}.do`)}
        </p>
        <ul className="mt-2 text-small text-ink-2">
          {examples.map((one) => (
            <Example key={`${one.place} ${one.schoolId}`} {...one} />
          ))}
          {found > examples.length && (
            <li className="text-ink-3">{t("more", { count: found - examples.length })}</li>
          )}
        </ul>
        <p className="mt-2 text-small text-ink-3 empty:hidden">
          {[
            repaired > 0 && t("outcome.repaired", { count: repaired }),
            over > 0 && t("outcome.over", { count: over }),
            known > 0 && t("outcome.known", { count: known }),
          ]
            .filter(Boolean)
            .join(" ")}
        </p>
        {isTooMany && (
          <p className="mt-2 max-w-prose rounded-md bg-wait-soft px-3 py-2 text-wait">
            {t("tooMany", { limit: room.limit, left: room.left })}
          </p>
        )}
      </div>
      {open > 0 && (
        <div>
          <Button
            aria-disabled={!mayRepair}
            className="aria-disabled:opacity-50"
            onClick={() => {
              if (mayRepair) setAsked(true);
            }}
          >
            {t(`sorts.${sort}.action`)}
          </Button>
        </div>
      )}
      {isAsked && <RepairDialog summary={summary} onClose={() => setAsked(false)} onRepair={onRepair} />}
    </li>
  );
}
