"use client";
import { useAudienceWords } from "#components/messages/use-audience-words.ts";
import type { Audience } from "#lib/messages/types.ts";

/** Whom a message was meant for, in words. */
export function NamedIn({ to }: { to: Audience }) {
  return useAudienceWords()(to).join(", ");
}
