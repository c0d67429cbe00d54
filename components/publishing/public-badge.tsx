import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { PublicState } from "#lib/publishing/types.ts";

const LOOKS = {
  publishing: ["badgePublishing", "plain"],
  public: ["badge", "accent"],
  withdrawing: ["badgeWithdrawing", "wait"],
} as const;

/** Says of a file that anybody can see it, or nearly so. */
export function PublicBadge({ state }: { state: PublicState }) {
  const t = useTranslations("public");
  const [word, tone] = LOOKS[state];
  return <Badge tone={tone}>{t(word)}</Badge>;
}
