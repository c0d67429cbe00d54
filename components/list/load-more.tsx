"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Refusal } from "#components/list/use-rows.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

/** Loads the next rows when the end comes near; the button is there for whoever does not scroll. */
export function LoadMore(props: { loading: boolean; problem: Refusal | null; loadMore: () => void }) {
  const { loading, problem, loadMore } = props;
  const t = useTranslations("list");
  const errorText = useErrorText();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After a failure only the button tries again: a list at its end must not ask forever.
    if (end.current === null || loading || problem !== null) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: "800px",
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [loading, problem, loadMore]);
  return (
    <div ref={end} className="flex flex-col items-center gap-3 py-4">
      {problem !== null && (
        <Banner tone="loss">{t("moreFailed", { reason: errorText(problem.code, problem.details) })}</Banner>
      )}
      <Button onClick={loadMore} disabled={loading}>
        {loading ? t("loading") : problem === null ? t("more") : t("tryAgain")}
      </Button>
    </div>
  );
}
