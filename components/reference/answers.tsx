import { ChevronRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Words } from "#components/reference/words.tsx";
import type { OperationEntry } from "#lib/api/reference/types.ts";

const STATUS = "w-10 shrink-0 font-mono text-small tnum";

/** Everything that an operation can answer: first what it is for, then the errors by their codes. */
export async function Answers({ operation }: { operation: OperationEntry }) {
  const t = await getTranslations("apiReference");
  const { answers, errors } = operation;
  return (
    <>
      <h4 className="font-medium">{t("answers")}</h4>
      <ul>
        {answers.map(({ status, description, media, schema }) => (
          <li key={status} className="flex gap-2 py-1 text-small">
            <span className={`${STATUS} font-medium`}>{status}</span>
            <span lang="en" className="min-w-0">
              <Words>{description}</Words>{" "}
              {schema !== null && (
                <a href={`#schema-${schema}`} className="text-accent underline">
                  {schema}
                </a>
              )}{" "}
              {schema === null && media !== null && <span className="text-ink-3">{media}</span>}
            </span>
          </li>
        ))}
      </ul>
      <details className="group">
        <summary className="flex h-9 cursor-pointer list-none items-center gap-1 rounded-md font-medium hover:text-ink pointer-coarse:h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-4 transition-transform duration-150 group-open:rotate-90"
          />
          {t("errors")} <span className="font-normal text-ink-3 tnum">{errors.length}</span>
        </summary>
        <ul>
          {errors.map(({ status, code, words }) => (
            <li key={code} className="flex gap-2 py-1 text-small">
              <span className={STATUS}>{status}</span>
              <span lang="en" className="min-w-0">
                <code className="font-mono wrap-anywhere">{code}</code>
                <span className="block text-ink-2">
                  <Words>{words}</Words>
                </span>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
