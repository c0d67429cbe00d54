import { useFormatter, useTranslations } from "next-intl";
import type { RunSummary } from "#lib/reconcile/types.ts";

const faultsOf = ({ found }: RunSummary) => Object.values(found).reduce((sum, count) => sum + count, 0);

/** The runs before, newest first. */
export function History({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations("reconcile");
  const format = useFormatter();
  const headings = ["when", "who", "objects", "faults", "how"] as const;
  const shape = (name: (typeof headings)[number]) => {
    if (name === "objects") return "pl-4 text-right max-md:hidden";
    if (name === "faults") return "pl-4 text-right";
    if (name === "who") return "pl-4 text-left max-sm:hidden";
    return name === "how" ? "pl-4 text-left" : "text-left";
  };
  return (
    <section aria-labelledby="history" className="mt-8">
      <h2 id="history" className="mb-2 font-semibold">
        {t("history.title")}
      </h2>
      <table className="w-full border-collapse">
        <thead>
          <tr className="h-9 border-b border-line text-caption text-ink-3">
            {headings.map((name) => (
              <th key={name} scope="col" className={`font-medium ${shape(name)}`}>
                {t(`history.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="h-11 border-b border-line">
              <th scope="row" className="text-left font-normal tnum">
                {format.dateTime(new Date(run.createdAt), { dateStyle: "medium", timeStyle: "short" })}
              </th>
              <td className={`text-ink-2 ${shape("who")}`}>{t(`origins.${run.origin}`)}</td>
              <td className={`text-ink-2 tnum ${shape("objects")}`}>{format.number(run.objects)}</td>
              <td className={`tnum ${shape("faults")}`}>{format.number(faultsOf(run))}</td>
              <td className={`text-ink-2 ${shape("how")}`}>{t(`states.${run.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
