"use client";
import { Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { MatchBar } from "#components/bulk/match-bar.tsx";
import { useBulkEnd } from "#components/bulk/use-bulk-end.ts";
import { useMatch } from "#components/bulk/use-match.ts";
import { BELOW_BAR, ListToolbar } from "#components/list/list-toolbar.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import type { Count } from "#components/list/rows.ts";
import { FROM, Table } from "#components/list/table.tsx";
import { useRows } from "#components/list/use-rows.ts";
import { useSelection } from "#components/list/use-selection.ts";
import { TrashRow } from "#components/trash/trash-row.tsx";
import { usePurge, useRestore } from "#components/trash/use-trash-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { Matching } from "#lib/bulk/types.ts";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { WHOLE_LIST } from "#lib/documents/list-query.ts";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";

/** What is asked about before it is lost: these, or all there are. */
type Doomed = { items: readonly DocumentItem[]; all: Matching | null };

const PurgeDialog = onDemand(() =>
  import("#components/trash/purge-dialog.tsx").then((module) => module.PurgeDialog),
);

/** What was thrown away, latest first, with the time that is left to take it back. */
export function TrashList(props: { schoolId: string; first: DocumentPage; count: Count; mayPurge: boolean }) {
  const { schoolId, first, count, mayPurge } = props;
  const t = useTranslations();
  const { rows, change, loading, problem, loadMore } = useRows("trash", WHOLE_LIST, first, count);
  const { items, nextCursor } = rows;
  const { chosen, selected, matching, toggle, set, match: select } = useSelection(items, rows.key);
  const { match, pending: counting } = useMatch({ schoolId, view: "trash", query: WHOLE_LIST }, select);
  const [doomed, setDoomed] = useState<Doomed | null>(null);
  const restore = useRestore(change);
  const purge = usePurge(change);
  const clear = useCallback(() => set([]), [set]);
  useBulkEnd(change);

  if (items.length === 0 && nextCursor === null) {
    return (
      <EmptyState icon={Trash2} title={t("trash.emptyTitle")} text={t("trash.empty", { days: TRASH_DAYS })} />
    );
  }
  const all = items.every(({ id }) => chosen.has(id));
  const restoreSelected = async () => {
    if (matching === null) await restore.some(selected);
    else if (await restore.all(matching)) clear();
  };
  const purgeDoomed = async ({ items: some, all: whole }: Doomed) => {
    if (whole === null) await purge.some(some);
    else if (await purge.all(whole)) clear();
  };
  const columns = [
    { label: t("list.name"), className: "" },
    { label: t("list.size"), className: `w-24 text-right ${FROM.md}` },
    { label: t("trash.deleted"), className: `w-36 pl-6 ${FROM.md}` },
    { label: t("trash.left"), className: `w-32 ${FROM.md}` },
    { label: t("list.actions"), className: "w-20 pointer-coarse:w-25", hidden: true },
  ];
  return (
    // Esc clears the selection from anywhere in the list.
    <div role="presentation" className={BELOW_BAR} onKeyDown={(event) => event.key === "Escape" && clear()}>
      <ListToolbar count={rows.count} selected={matching?.count ?? selected.length} onClear={clear}>
        <Button
          disabled={counting || selected.some(({ canDelete, withdrawn }) => !canDelete || withdrawn)}
          onClick={() => void restoreSelected()}
        >
          <Undo2 aria-hidden className="size-4" />
          {t("trash.restore")}
        </Button>
        {mayPurge && (
          <Button
            variant="quiet"
            disabled={counting}
            onClick={() => setDoomed({ items: selected, all: matching })}
          >
            {t("trash.purge")}
          </Button>
        )}
        <MatchBar
          loaded={items.length}
          all={all}
          count={rows.count}
          matching={matching}
          pending={counting}
          onMatch={match}
          onSelectAll={() => set(items.map(({ id }) => id))}
        />
      </ListToolbar>
      <Table
        label={t("trash.title")}
        columns={columns}
        select={
          <RowCheckbox
            label={t("list.selectAll")}
            checked={all}
            some={!all && selected.length > 0}
            onChange={(on) => set(on ? items.map(({ id }) => id) : [])}
          />
        }
      >
        {items.map((item) => (
          <TrashRow
            key={item.id}
            item={item}
            selected={chosen.has(item.id)}
            onToggle={toggle}
            onRestore={() => void restore.some([item])}
            onPurge={mayPurge ? () => setDoomed({ items: [item], all: null }) : undefined}
          />
        ))}
      </Table>
      {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      {doomed !== null && (
        <PurgeDialog
          items={doomed.items}
          count={doomed.all?.count ?? doomed.items.length}
          onClose={() => setDoomed(null)}
          onPurge={() => purgeDoomed(doomed)}
        />
      )}
    </div>
  );
}
