"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Continued } from "#components/list/use-continued.ts";
import { Button } from "#components/ui/button.tsx";

type Props<P> = {
  list: Continued<P>;
  /** What stands there until the first page does. */
  shape: ReactNode;
  /** What has failed, in a sentence that has the reason in it. */
  failed: (reason: string) => string;
  children: (known: P) => ReactNode;
};

/** A short list that is read on with a button, and tried again with the same one. */
export function ContinuedList<P extends { next: unknown }>({ list, shape, failed, children }: Props<P>) {
  const { known, problem, loading, more } = list;
  const t = useTranslations("list");
  const errorText = useErrorText();
  return (
    <div aria-busy={loading} className="flex flex-col items-start gap-3 text-small">
      {known === null && problem === null && shape}
      {known !== null && children(known)}
      {problem !== null && (
        <p role="alert" className="text-loss">
          {failed(errorText(problem.code, problem.details))}
        </p>
      )}
      {(known?.next != null || problem !== null) && (
        <Button className="h-8 text-small" disabled={loading} onClick={more}>
          {loading ? t("loading") : problem === null ? t("more") : t("tryAgain")}
        </Button>
      )}
    </div>
  );
}
