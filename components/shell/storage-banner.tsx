import { getTranslations } from "next-intl/server";
import { Banner } from "#components/ui/banner.tsx";
import { storageTrouble } from "#lib/storage/state.ts";

/**
 * Says so when files cannot be reached: everything that needs no bytes goes on.
 * @param administers whether to say what helps, too.
 */
export async function StorageBanner({ administers }: { administers: boolean }) {
  const trouble = await storageTrouble();
  if (trouble === null) return null;
  const [t, advice] = await Promise.all([getTranslations("banner"), getTranslations("storageAdvice")]);
  return (
    <div className="mb-4">
      <Banner tone="wait">
        {t(trouble.state)}
        {administers && <span className="mt-1 block font-medium">{advice(trouble.reason)}</span>}
      </Banner>
    </div>
  );
}
