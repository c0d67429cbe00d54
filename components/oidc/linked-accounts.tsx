"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { UnlinkDialog } from "#components/oidc/unlink-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LinkedAccount } from "#lib/oidc/types.ts";

/** The accounts at the provider that the reader comes with, and how to part with one. */
export function LinkedAccounts(props: {
  provider: string;
  links: readonly LinkedAccount[];
  hasPassword: boolean;
}) {
  const { provider, links, hasPassword } = props;
  const t = useTranslations("provider");
  const router = useRouter();
  const [leaving, setLeaving] = useState<LinkedAccount | null>(null);
  if (links.length === 0) return <p className="text-ink-2">{t("none", { provider })}</p>;
  return (
    <>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
        {links.map((link) => (
          <li
            key={link.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-3 py-2.5"
          >
            <div className="min-w-0 wrap-anywhere">
              <p className="font-medium">{link.email}</p>
              <p className="text-small text-ink-3 tnum">
                {link.host} · {t("used")} <RelativeTime at={link.lastUsedAt} />
              </p>
            </div>
            {hasPassword && (
              <Button className="h-8 text-small" onClick={() => setLeaving(link)}>
                {t("unlink")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="text-small text-ink-2">
        {t("elsewhere", { provider })} {!hasPassword && t("noPassword")}
      </p>
      {leaving !== null && (
        <UnlinkDialog
          provider={provider}
          link={leaving}
          onUnlinked={() => router.refresh()}
          onClosed={() => setLeaving(null)}
        />
      )}
    </>
  );
}
