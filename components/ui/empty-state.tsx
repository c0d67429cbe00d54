import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where a list would be: what is (not) there, and the one thing that helps. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon: LucideIcon;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-20 text-center">
      <Icon aria-hidden strokeWidth={1.5} className="mb-2 size-8 text-ink-3" />
      <p className="font-medium text-balance">{title}</p>
      <p className="max-w-sm text-ink-2 text-pretty whitespace-pre-line">{text}</p>
      {children !== undefined && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
