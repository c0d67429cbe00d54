"use client";
import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { linksFile } from "#components/members/import/links-file.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { INVITATION_DAYS } from "#lib/members/constants.ts";
import type { StaffImported } from "#lib/members/import/types.ts";

/** What an import of staff came to, and the links where they are to be handed over. */
export function StaffInvited({ done }: { done: StaffImported }) {
  const t = useTranslations("staffImport");
  const roles = useTranslations("roles");
  const { invited, mailed, links } = done;
  const [saved, setSaved] = useState(links.length === 0);
  useEffect(() => {
    if (saved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [saved]);
  const download = () => {
    const header = [t("fields.name"), t("fields.email"), t("fields.role"), t("link")];
    const text = linksFile(header, links, { origin: location.origin, role: ({ role }) => roles(role) });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `${t("linksFile")}.csv`;
    link.click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    setSaved(true);
  };
  return (
    <div className="flex max-w-prose flex-col gap-4">
      <Banner tone="done">{t(mailed ? "mailed" : "made", { count: invited, days: INVITATION_DAYS })}</Banner>
      {links.length > 0 && <p className="text-ink-2 text-pretty">{t("handOver")}</p>}
      <div className="flex flex-wrap gap-2">
        {links.length > 0 && (
          <Button variant={saved ? "secondary" : "primary"} onClick={download}>
            <Download aria-hidden className="size-4" />
            {t("download")}
          </Button>
        )}
        <Link href="/settings/school/members" className={buttonClass(saved ? "primary" : "secondary")}>
          {t("toMembers")}
        </Link>
      </div>
    </div>
  );
}
