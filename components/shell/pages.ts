import {
  ChartNoAxesColumn,
  CircleUser,
  FileText,
  GraduationCap,
  HardDrive,
  Image,
  Mail,
  School,
  ScrollText,
  Trash2,
  Users,
} from "lucide-react";

const PAGES = [
  { href: "/documents", name: "documents", icon: FileText },
  { href: "/students", name: "students", icon: Users },
  { href: "/reports", name: "reports", icon: GraduationCap },
  { href: "/media", name: "media", icon: Image },
  { href: "/messages", name: "messages", icon: Mail },
  { href: "/trash", name: "trash", icon: Trash2 },
  { href: "/usage", name: "usage", icon: ChartNoAxesColumn },
  { href: "/audit", name: "audit", icon: ScrollText },
  { href: "/settings/school", name: "school", icon: School },
  { href: "/settings/storage", name: "storage", icon: HardDrive },
  { href: "/settings/account", name: "account", icon: CircleUser },
] as const;

/** Which of the pages that not everybody has a reader may see. */
export type Reader = {
  students: boolean;
  reports: boolean;
  media: boolean;
  usage: boolean;
  audit: boolean;
  school: boolean;
  storage: boolean;
};

/** The pages that a reader can go to, in the order of the navigation. */
export function pagesFor(reader: Reader) {
  return PAGES.filter(({ name }) => (name in reader ? reader[name as keyof Reader] : true));
}
