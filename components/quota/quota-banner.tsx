import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { Banner } from "#components/ui/banner.tsx";
import { isFull, type Room, warningAt } from "#lib/quota/room.ts";

/**
 * Says when the school's quota runs out: to those who see its usage at 80 and 95 percent, to all who upload once hardly
 * a file fits.
 * @param room null for a school without a quota, and for readers whom it does not concern.
 */
export async function QuotaBanner({ room, seesUsage }: { room: Room | null; seesUsage: boolean }) {
  if (room === null) return null;
  const full = isFull(room);
  const warning = warningAt(room.quota, room.used);
  if (!full && (warning === null || !seesUsage)) return null;
  const [t, locale] = await Promise.all([getTranslations("quota"), getLocale()]);
  const size = (bytes: number) => formatBytes(bytes, locale);
  const values = { quota: size(room.quota), used: size(room.used), left: size(room.left) };
  return (
    <div className="mb-4">
      <Banner tone="wait">
        {full ? t("full", values) : t(warning === 80 ? "near" : "close", values)}
        {full && room.trash > 0 && <> {t("trashCounts", { trash: size(room.trash) })}</>}
        {seesUsage && (
          <>
            {" "}
            <Link href="/usage" className="font-medium underline underline-offset-2">
              {t("toUsage")}
            </Link>
          </>
        )}
      </Banner>
    </div>
  );
}
