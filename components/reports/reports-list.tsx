"use client";
import { SelectionActions } from "#components/documents/selection-actions.tsx";
import { BELOW_BAR, ListToolbar } from "#components/list/list-toolbar.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { PanelGround } from "#components/preview/panel-ground.tsx";
import { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import { ReportIntake } from "#components/reports/intake/report-intake.tsx";
import { type ReportChoices, ReportFilters } from "#components/reports/report-filters.tsx";
import { ReportsEmpty } from "#components/reports/reports-empty.tsx";
import { ReportsTable } from "#components/reports/reports-table.tsx";
import { useReportList } from "#components/reports/use-report-list.ts";
import { useReports } from "#components/reports/use-reports.ts";
import { useReportsAddress } from "#components/reports/use-reports-address.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { KindPolicy } from "#lib/documents/constants.ts";
import { WHOLE_LIST } from "#lib/documents/list-query.ts";
import { ALL_REPORTS, type ReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";
import type { ReportCount, ReportPage } from "#lib/reports/types.ts";
import type { LinkedStudent } from "#lib/students/types.ts";

const Preview = onDemand(() => import("#components/preview/preview.tsx").then((module) => module.Preview));
const EditNames = onDemand(() =>
  import("#components/documents/edit-names.tsx").then((module) => module.EditNames),
);

type Props = {
  first: ReportPage;
  count: ReportCount;
  /** What the server was asked for, and has answered. */
  query: ReportQuery;
  choices: ReportChoices;
  /** Whose reports are asked for, where it is somebody of the school. */
  student: LinkedStudent | null;
  /** What the school takes as a report. */
  policy: KindPolicy;
  reader: { writes: boolean; deletes: boolean; setsLogo: boolean };
};

/** The reports that fit the address, the newest first. */
export function ReportsList({ first, count, query, choices, student, policy, reader }: Props) {
  const { asked, ask, pending } = useReportsAddress();
  const { rows, change, loading, problem, loadMore } = useReports(query, first, count);
  const preview = usePreviewAddress();
  const { items, nextCursor } = rows;
  const key = JSON.stringify(writeReportQuery(query));
  const list = useReportList(items, key, change, preview);
  const { selected, actions, editing } = list;
  const { opened } = preview;
  const edited = items.find(({ id }) => id === editing);
  const stale = () => change({ type: "stale" });
  const whole = nextCursor === null ? items.length : Math.max(rows.count.count, items.length);
  return (
    <>
      <div
        aria-busy={pending}
        className={`@container transition-opacity duration-150 aria-busy:opacity-60 ${BELOW_BAR}`}
      >
        <ListToolbar
          count={rows.count}
          selected={selected.length}
          onClear={() => {
            // The button goes with the selection: the focus stays with the rows.
            if (selected[0]) list.list.current?.reveal(selected[0].id, "link");
            list.clear();
          }}
          filters={<ReportFilters asked={asked} ask={ask} choices={choices} student={student} />}
        >
          <SelectionActions
            selected={selected}
            matching={null}
            counting={false}
            query={WHOLE_LIST}
            deletes={reader.deletes}
            onTrash={() => list.remove(selected)}
            onEdit={list.edit}
          />
        </ListToolbar>
        {items.length === 0 && nextCursor === null ? (
          <ReportsEmpty query={query} writes={reader.writes} onClear={() => ask(ALL_REPORTS)} />
        ) : (
          <ReportsTable
            items={items}
            types={choices.types}
            total={nextCursor !== null && rows.count.more ? -1 : whole}
            chosen={list.chosen}
            actions={actions}
            editor={
              edited && {
                id: edited.id,
                fields: (
                  <EditNames
                    key={edited.id}
                    item={edited}
                    q={query.q}
                    change={change}
                    moveOn={list.moveOn}
                    onEnd={list.end}
                  />
                ),
              }
            }
            onSelect={list.set}
            pinned={opened}
            handle={list.list}
          />
        )}
        {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      </div>
      {opened !== null && (
        <>
          <PanelGround />
          <Preview
            id={opened}
            full={preview.full}
            items={items}
            onMove={preview.move}
            onExpand={preview.expand}
            onShrink={preview.shrink}
            onClose={preview.close}
            onDelete={(item) => void list.trash([item])}
            setsLogo={reader.setsLogo}
            onDescribed={stale}
            onPublication={stale}
            reveal={list.reveal}
            returnTo={list.returnTo}
          />
        </>
      )}
      {reader.writes && <ReportIntake types={choices.types} policy={policy} />}
    </>
  );
}
