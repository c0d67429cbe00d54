import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { RunSummary } from "#lib/reconcile/types.ts";

/** What the latest run has looked at, and its findings as a file. */
export function RunFacts({ run }: { run: RunSummary }) {
  const t = useTranslations("reconcile");
  const format = useFormatter();
  const locale = useLocale();
  const { id, finishedAt, objects, rows, bytes, hashed, young, graceHours, hashes, found } = run;
  const facts = [
    { name: t("facts.ended"), value: finishedAt === null ? "" : <RelativeTime at={finishedAt} /> },
    {
      name: t("facts.objects"),
      value: t("facts.objectsValue", { count: objects, size: formatBytes(bytes, locale) }),
    },
    { name: t("facts.rows"), value: format.number(rows) },
    ...(hashes === "none" ? [] : [{ name: t("facts.hashed"), value: format.number(hashed) }]),
    ...(young === 0
      ? []
      : [{ name: t("facts.young"), value: t("facts.youngValue", { count: young, hours: graceHours }) }]),
  ];
  return (
    <section aria-labelledby="latest">
      <h2 id="latest" className="mb-2 font-semibold">
        {t("latest")}
      </h2>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="tnum">{value}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(found).length > 0 && (
        <div className="mt-4 flex flex-wrap gap-2">
          {(["csv", "ndjson"] as const).map((kind) => (
            <a
              key={kind}
              download
              href={`/settings/storage/reconcile/${id}/manifest?format=${kind}`}
              className={buttonClass()}
            >
              {t(`manifest.${kind}`)}
            </a>
          ))}
        </div>
      )}
      {run.truncated && <p className="mt-2 text-small text-ink-3">{t("truncated")}</p>}
    </section>
  );
}
