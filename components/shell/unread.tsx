import { getTranslations } from "next-intl/server";
import { Badge } from "#components/ui/badge.tsx";
import { MOST_UNREAD } from "#lib/messages/constants.ts";

/** How many messages wait to be read; nothing where none do. */
export async function Unread({ count, className }: { count: number; className: string }) {
  if (count === 0) return null;
  const t = await getTranslations("shell");
  const shown = count > MOST_UNREAD ? `${MOST_UNREAD}+` : String(count);
  return (
    <span className={className}>
      <Badge tone="accent">
        <span aria-hidden>{shown}</span>
        <span className="sr-only">{t("unread", { count: shown })}</span>
      </Badge>
    </span>
  );
}
