"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { Named } from "#components/messages/recipient-options.ts";
import { ROLES } from "#lib/auth/permissions.ts";
import { findRecipientsAction } from "#lib/messages/actions.ts";

/** Milliseconds of rest in typing before the server is asked. */
const PAUSE = 150;

const folded = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

/** Who can be named for what was typed: everybody and roles at once, members as the server finds them. */
export function useRecipients(
  typed: string,
  chosen: readonly Named[],
): { options: Named[]; failed: boolean } {
  const t = useTranslations("messages");
  const [people, setPeople] = useState<Named[]>([]);
  const [failed, setFailed] = useState(false);
  const q = typed.trim();
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      const result = await findRecipientsAction(q).catch(() => null);
      if (!wanted) return;
      setFailed(!result?.ok);
      if (result?.ok) setPeople(result.data.map(({ id, name, role }) => ({ word: id, label: name, role })));
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [q]);
  const options = useMemo(() => {
    const groups: Named[] = [
      { word: "school", label: t("everyone") },
      ...ROLES.map((role) => ({ word: role, label: t(`all.${role}`) })),
    ];
    const fits = groups.filter(({ label }) => folded(label).includes(folded(q)));
    const named = new Set(chosen.map(({ word }) => word));
    return [...fits, ...people].filter(({ word }) => !named.has(word));
  }, [t, q, people, chosen]);
  return { options, failed };
}
