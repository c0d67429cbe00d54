import { ChevronRight } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Snippet } from "#components/reference/snippet.tsx";
import type { Language, OperationEntry } from "#lib/api/reference/types.ts";

const NAMES: Readonly<Record<Language, string>> = {
  curl: "curl",
  python: "Python",
  typescript: "TypeScript",
};

/** How an operation is called; one language is open at a time. */
export async function Examples({ operation }: { operation: OperationEntry }) {
  const t = await getTranslations("apiReference");
  const { id, examples } = operation;
  return (
    <section aria-label={t("examples")} className="flex min-w-0 flex-col gap-1">
      {(Object.keys(NAMES) as Language[]).map((name, at) => {
        const language = NAMES[name];
        return (
          <details key={name} name={`${id}-examples`} open={at === 0} className="group min-w-0">
            <summary className="flex h-9 cursor-pointer list-none items-center gap-1 rounded-md font-medium text-ink-2 hover:text-ink pointer-coarse:h-11 [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-4 transition-transform duration-150 group-open:rotate-90"
              />
              {language}
            </summary>
            <Snippet
              id={`${id}-${name}`}
              label={t("example", { language })}
              copy={t("copyExample", { language })}
              code={examples[name]}
            />
          </details>
        );
      })}
    </section>
  );
}
