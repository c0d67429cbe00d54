"use client";
import { useTranslations } from "next-intl";
import type { Enrolment } from "#lib/second-factor/types.ts";

/** The key of an authenticator app, as a picture to scan, as text to type, and for an app on this device. */
export function NewKey({ enrolment }: { enrolment: Enrolment }) {
  const { secret, address, picture } = enrolment;
  const t = useTranslations("secondFactor");
  return (
    <>
      <p>{t("step1")}</p>
      <div className="flex flex-col gap-2">
        <p>{t("step2")}</p>
        {/* Black on white in the dark too: many apps read no code whose colours are turned. */}
        <svg
          role="img"
          aria-label={t("picture")}
          viewBox={`0 0 ${picture.size} ${picture.size}`}
          shapeRendering="crispEdges"
          className="size-52 rounded-md border border-line"
        >
          <rect width="100%" height="100%" fill="#fff" />
          <path d={picture.path} fill="#000" />
        </svg>
        <p className="text-small text-ink-2">{t("orType")}</p>
        <p className="rounded-md bg-sunken px-3 py-2 tnum select-all">{secret}</p>
        <a
          href={address}
          className="self-start text-small text-accent underline underline-offset-2 hover:text-accent-strong pointer-coarse:py-3"
        >
          {t("openApp")}
        </a>
      </div>
    </>
  );
}
