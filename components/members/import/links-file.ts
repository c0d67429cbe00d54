import { csvLine } from "#lib/http/csv.ts";
import type { HandedOver } from "#lib/members/import/types.ts";

/** So that Excel reads it as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/** The links of many invitations as a CSV file; nothing in it is a formula. */
export function linksFile(
  header: readonly string[],
  links: readonly HandedOver[],
  words: { origin: string; role: (link: HandedOver) => string },
): string {
  const rows = links.map((link) =>
    csvLine([link.name, link.email, words.role(link), `${words.origin}/invite?token=${link.secret}`]),
  );
  return BYTE_ORDER_MARK + csvLine(header) + rows.join("");
}
