import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { type Room, warningAt } from "#lib/quota/room.ts";

/** How much of the school's quota is used, and by what; nothing where it has none. */
export async function QuotaUse({ room }: { room: Room | null }) {
  if (room === null) return null;
  const [t, format, locale] = await Promise.all([getTranslations("quota"), getFormatter(), getLocale()]);
  const { quota, used, left, trash, pending } = room;
  const size = (bytes: number) => formatBytes(bytes, locale);
  const share = quota === 0 ? 1 : used / quota;
  const text = t("use", {
    used: size(used),
    quota: size(quota),
    percent: format.number(Math.floor(share * 100) / 100, { style: "percent" }),
    left: size(left),
  });
  return (
    <section aria-label={t("title")} className="mt-4 flex flex-col gap-1.5">
      <p className="tnum">{text}</p>
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className={`h-full ${warningAt(quota, used) === null ? "bg-accent" : "bg-wait"}`}
          style={{ width: `${Math.min(1, share) * 100}%` }}
        />
      </div>
      <p className="text-small text-ink-3 tnum">
        {trash > 0 && <>{t("withTrash", { trash: size(trash) })} </>}
        {pending > 0 && <>{t("withPending", { pending: size(pending) })} </>}
        {t("whoSets")}
      </p>
    </section>
  );
}
