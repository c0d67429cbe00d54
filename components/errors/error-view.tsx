"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Problem } from "#components/errors/problem.tsx";
import { Button } from "#components/ui/button.tsx";

/** The id under which the log holds what happened, where there is one. */
function referenceOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : null;
}

/** A page that failed: nothing is lost, try again, and what to tell the administrator. */
export function ErrorView({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("problem");
  const reference = referenceOf(error);
  const title = t("errorTitle");
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <Problem title={title} text={t("error")}>
      <Button variant="primary" onClick={retry}>
        {t("tryAgain")}
      </Button>
      {reference !== null && (
        <p className="w-full pt-2 text-caption text-ink-3">{t("reference", { reference })}</p>
      )}
    </Problem>
  );
}
