"use client";
import { useTranslations } from "next-intl";
import { useQuarantine } from "#components/quarantine/use-quarantine.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { Quarantine } from "#lib/documents/status.ts";

const TONES = { checking: "plain", infected: "loss", unscannable: "wait" } as const;

/** Says of a file that nobody can open it, and why, until that is over. */
export function BadgeNow({ id, is }: { id: string; is: Quarantine }) {
  const t = useTranslations("list.quarantine");
  const now = useQuarantine(id, is);
  return now && <Badge tone={TONES[now]}>{t(now)}</Badge>;
}
