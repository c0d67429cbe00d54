"use client";
import { useFormatter, useTranslations } from "next-intl";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { usePermissionWords } from "#components/tokens/use-permission-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { TokenItem } from "#lib/tokens/types.ts";

/** One token: what it may do, who made it, until when it holds, and when it was used. */
export function TokenRow({ token, onRevoke }: { token: TokenItem; onRevoke: () => void }) {
  const { name, permissions, madeBy, madeAt, endsAt, endsSoon, lastUsedAt, state } = token;
  const t = useTranslations("tokens");
  const format = useFormatter();
  const words = usePermissionWords();
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium" });
  const ends = endsAt === null ? t("noEnd") : t(state === "expired" ? "ended" : "ends", { day: day(endsAt) });
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {state !== "live" && <Badge>{t(`states.${state}`)}</Badge>}
          {endsSoon && <Badge tone="wait">{t("endsSoon")}</Badge>}
        </p>
        <ul className="text-ink-2">
          {words(permissions).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="text-small text-ink-3 tnum">
          {madeBy === null
            ? t("madeOnServer", { day: day(madeAt) })
            : t("madeBy", { name: madeBy, day: day(madeAt) })}
          {state !== "revoked" && <> · {ends}</>}
        </p>
        <p className="text-small text-ink-3 tnum">
          {lastUsedAt === null ? (
            t("neverUsed")
          ) : (
            <>
              {t("lastUsed")} <RelativeTime at={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      {state === "live" && (
        <Button className="h-8 text-small" aria-label={t("revokeOf", { name })} onClick={onRevoke}>
          {t("revoke")}
        </Button>
      )}
    </li>
  );
}
