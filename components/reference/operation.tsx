import { getTranslations } from "next-intl/server";
import { Answers } from "#components/reference/answers.tsx";
import { Examples } from "#components/reference/examples.tsx";
import { Fields } from "#components/reference/fields.tsx";
import { Method } from "#components/reference/method.tsx";
import { Words } from "#components/reference/words.tsx";
import type { OperationEntry } from "#lib/api/reference/types.ts";

/** One operation: what it does, what it takes, what it answers, and how it is called. */
export async function Operation({ operation }: { operation: OperationEntry }) {
  const t = await getTranslations("apiReference");
  const { id, method, path, summary, description, parameters, body } = operation;
  return (
    <article aria-labelledby={`${id}-title`} className="border-t border-line py-6">
      <h3 id={id} className="scroll-mt-16 text-body font-semibold">
        <a id={`${id}-title`} lang="en" href={`#${id}`} className="hover:underline">
          {summary}
        </a>
      </h3>
      <p className="mt-1 flex flex-wrap items-baseline gap-2">
        <Method name={method} />
        <code className="min-w-0 font-mono text-small wrap-anywhere">{path}</code>
        {operation.isOpen && <span className="text-small text-ink-3">{t("open")}</span>}
      </p>
      <div className="mt-3 grid grid-cols-1 gap-x-8 gap-y-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          {description !== null && (
            <p lang="en" className="text-ink-2">
              <Words>{description}</Words>
            </p>
          )}
          {parameters.length > 0 && (
            <>
              <h4 className="font-medium">{t("parameters")}</h4>
              <Fields groups={[{ title: null, fields: parameters }]} />
            </>
          )}
          {body !== null && (
            <>
              <h4 className="font-medium">
                {t("body")} <span className="text-small font-normal text-ink-3">{body.media}</span>
              </h4>
              <Fields groups={body.groups} />
            </>
          )}
          <Answers operation={operation} />
        </div>
        <Examples operation={operation} />
      </div>
    </article>
  );
}
