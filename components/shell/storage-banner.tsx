import { getTranslations } from "next-intl/server";
import { Banner } from "#components/ui/banner.tsx";
import { storageState } from "#lib/storage/state.ts";

/** Says so when files cannot be reached: everything that needs no bytes goes on. */
export async function StorageBanner() {
  const state = await storageState();
  if (state === "ready") return null;
  const t = await getTranslations("banner");
  return (
    <div className="mb-4">
      <Banner tone="wait">{t(state)}</Banner>
    </div>
  );
}
