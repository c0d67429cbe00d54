import { pageActor } from "#app/(admin)/page-actor.ts";
import { BoxPage } from "#components/messages/box-page.tsx";
import type { Box } from "#lib/messages/constants.ts";
import { listMessages } from "#lib/messages/data.ts";

export type BoxProps = { searchParams: Promise<{ q?: string | string[] }> };

const MAX_SEARCH = 255;

/** What an address searches for: one that was typed wrongly searches for nothing. */
function searchOf(q: string | string[] | undefined): string {
  return typeof q === "string" ? q.replaceAll("\0", "").toWellFormed().slice(0, MAX_SEARCH) : "";
}

/** The page of a box of the reader's. */
export async function boxPage(box: Box, { searchParams }: BoxProps) {
  const actor = await pageActor();
  const q = box === "drafts" ? "" : searchOf((await searchParams).q);
  const first = await listMessages(actor, { box, q });
  return <BoxPage box={box} q={q} first={first} mayWrite={actor.can("messages:write")} />;
}
