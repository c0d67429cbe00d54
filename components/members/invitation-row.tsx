"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { InvitationItem } from "#lib/members/types.ts";

/** Somebody who was invited and is not here yet. */
export function InvitationRow(props: {
  invitation: InvitationItem;
  disabled: boolean;
  onNewLink: () => void;
  onWithdraw: () => void;
}) {
  const { invitation, disabled, onNewLink, onWithdraw } = props;
  const { name, email, role, restrictedRead, expiresAt, expired } = invitation;
  const t = useTranslations("members");
  const roles = useTranslations("roles");
  const format = useFormatter();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {restrictedRead && <Badge>{t("seesRestricted")}</Badge>}
          {expired && <Badge>{t("expired")}</Badge>}
        </p>
        <p className="text-small text-ink-3">
          {email} · {roles(role)}
        </p>
        {!expired && (
          <p className="text-small text-ink-3 tnum">
            {t("until")}{" "}
            <time dateTime={expiresAt}>
              {format.dateTime(new Date(expiresAt), { dateStyle: "medium", timeStyle: "short" })}
            </time>
          </p>
        )}
      </div>
      <span className="flex flex-wrap gap-2">
        <Button
          className="h-8 text-small"
          disabled={disabled}
          aria-label={t("newLinkFor", { name })}
          onClick={onNewLink}
        >
          {t("newLink")}
        </Button>
        <Button
          className="h-8 text-small"
          disabled={disabled}
          aria-label={t("withdrawFor", { name })}
          onClick={onWithdraw}
        >
          {t("withdraw")}
        </Button>
      </span>
    </li>
  );
}
