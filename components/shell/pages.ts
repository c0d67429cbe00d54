import { ChartNoAxesColumn, CircleUser, FileText, Trash2 } from "lucide-react";

const PAGES = [
  { href: "/documents", name: "documents", icon: FileText },
  { href: "/trash", name: "trash", icon: Trash2 },
  { href: "/usage", name: "usage", icon: ChartNoAxesColumn },
  { href: "/settings/account", name: "account", icon: CircleUser },
] as const;

/** The pages that a reader can go to, in the order of the navigation. */
export function pagesFor(reader: { seesUsage: boolean }) {
  return PAGES.filter(({ name }) => name !== "usage" || reader.seesUsage);
}
