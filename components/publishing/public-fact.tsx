"use client";
import { useTranslations } from "next-intl";
import { PublicBadge } from "#components/publishing/public-badge.tsx";
import type { Publication } from "#lib/publishing/types.ts";

const WORDS = { publishing: "isPublishing", public: "isPublic", withdrawing: "isWithdrawing" } as const;

/** What the details say of a file that the public can see, or nearly so. */
export function PublicFact({ publication }: { publication: Publication }) {
  const t = useTranslations("public");
  const { state, url } = publication;
  return (
    <>
      <PublicBadge state={state} />
      <span aria-live="polite" className={`mt-1 block ${state === "withdrawing" ? "text-wait" : ""}`}>
        {t(WORDS[state])}
      </span>
      {url === null && <span className="block text-ink-3">{t("noAddress")}</span>}
      {url !== null && state === "public" && (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          className="mt-1 block text-caption break-all text-accent underline underline-offset-2"
        >
          {decodeURI(url)}
        </a>
      )}
    </>
  );
}
