"use client";
import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import { canSave, kindQuery, listHref, viewOf } from "#components/views/current.ts";
import type { Kind } from "#lib/documents/constants.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";
import type { SavedView } from "#lib/views/types.ts";

const load = () => import("#components/views/views-dialog.tsx").then((module) => module.ViewsDialog);
const ViewsDialog = onDemand(load);
const prepare = () => void load().catch(() => undefined);

const TAB =
  "inline-flex h-8 max-w-52 items-center whitespace-nowrap rounded-md px-3 text-small font-medium text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft aria-[current]:text-accent-strong pointer-coarse:h-11";

type Props = {
  saved: readonly SavedView[];
  asked: ListQuery;
  ask: (change: Partial<ListQuery>) => void;
  /** The kinds that the reader may read. */
  kinds: readonly Kind[];
};

/** Above the list: a tab for each kind of file and for each view that its reader has saved. All of them are addresses. */
export function ViewTabs({ saved, asked, ask, kinds }: Props) {
  const t = useTranslations();
  const [views, setViews] = useState(saved);
  const [seen, setSeen] = useState(saved);
  const [open, setOpen] = useState(false);
  const row = useRef<HTMLUListElement>(null);
  if (seen !== saved) {
    setSeen(saved);
    setViews(saved);
  }
  const now = viewOf(asked, views);
  const mayBeSaved = canSave(asked, views);

  const current = now?.id ?? asked.kind;
  useEffect(() => {
    const list = row.current;
    const tab = current !== undefined && list?.querySelector<HTMLElement>("[aria-current]");
    // Across alone: the page stays where it is.
    if (list && tab) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }, [current]);

  const tab = (key: string, query: ListQuery, is: boolean, label: ReactNode, title?: string) => (
    <li key={key} className="shrink-0">
      <a
        href={listHref(query)}
        title={title}
        aria-current={is ? "page" : undefined}
        onClick={(event: MouseEvent) => {
          // With a modifier, or the other button, the browser opens a tab of its own.
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          ask(query);
        }}
        className={TAB}
      >
        <span className="truncate">{label}</span>
      </a>
    </li>
  );
  const tabs = [null, ...(kinds.length > 1 ? kinds : [])];
  return (
    <nav aria-label={t("views.label")} className="mb-1 flex items-center gap-1">
      <ul
        ref={row}
        className="relative flex min-w-0 items-center gap-0.5 overflow-x-auto [scrollbar-width:none]"
      >
        {tabs.map((kind) =>
          tab(
            kind ?? "all",
            kindQuery(kind, asked, views),
            now === undefined && asked.kind === kind,
            kind === null ? t("views.all") : t(`kinds.${kind}`),
          ),
        )}
        {views.length > 0 && <li aria-hidden className="mx-2 h-4 w-px shrink-0 bg-control" />}
        {views.map((view) => tab(view.id, view.query, view === now, view.name, view.name))}
      </ul>
      {(mayBeSaved || views.length > 0) && (
        <button
          type="button"
          aria-haspopup="dialog"
          onPointerEnter={prepare}
          onFocus={prepare}
          onClick={() => setOpen(true)}
          title={mayBeSaved ? t("views.save") : t("views.manage")}
          className="relative inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-2 rounded-md px-3 text-small font-medium whitespace-nowrap text-accent hover:bg-sunken hover:text-accent-strong focus-visible:-outline-offset-2 pointer-coarse:h-11 pointer-coarse:min-w-11"
        >
          <Bookmark aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{mayBeSaved ? t("views.save") : t("views.manage")}</span>
        </button>
      )}
      {open && (
        <ViewsDialog
          views={views}
          asked={mayBeSaved ? asked : null}
          onViews={setViews}
          onClose={() => setOpen(false)}
        />
      )}
    </nav>
  );
}
