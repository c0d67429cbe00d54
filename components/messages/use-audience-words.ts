"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Audience } from "#lib/messages/types.ts";

/** Whom a message was meant for, word by word: everybody, roles, names. */
export function useAudienceWords(): (to: Audience) => string[] {
  const t = useTranslations("messages");
  return useCallback(
    ({ school, roles, people }) => [
      ...(school ? [t("everyone")] : []),
      ...roles.map((role) => t(`all.${role}`)),
      ...people.map(({ name }) => name ?? t("somebody")),
    ],
    [t],
  );
}
