"use client";
import { FileUp, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListSearch } from "#components/list/list-search.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { MissingExport } from "#components/students/checklist/missing-export.tsx";
import { DeleteStudent } from "#components/students/delete-student.tsx";
import { StudentDialog } from "#components/students/student-dialog.tsx";
import { type Named, StudentFilters } from "#components/students/student-filters.tsx";
import { StudentRow } from "#components/students/student-row.tsx";
import { StudentsEmpty } from "#components/students/students-empty.tsx";
import { StudentsTable } from "#components/students/students-table.tsx";
import { useStudents } from "#components/students/use-students.ts";
import { useStudentsAddress } from "#components/students/use-students-address.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { StudentQuery } from "#lib/students/student-query.ts";
import type { ListedPage, StudentCount, StudentItem } from "#lib/students/types.ts";

type Props = {
  first: ListedPage;
  count: StudentCount;
  /** What the server was asked for, and has answered. */
  query: StudentQuery;
  groups: readonly string[];
  /** What is asked of students; empty where nothing is, or where the reader cannot know. */
  checklist: readonly Named[];
  reader: { writes: boolean; deletes: boolean };
};

/** The students who fit the address, by family name. */
export function StudentsList({ first, count, query, groups, checklist, reader }: Props) {
  const t = useTranslations("students");
  const { asked, ask, pending } = useStudentsAddress();
  const { rows, loading, problem, loadMore, reread, replace, remove } = useStudents(query, first, count);
  const [edited, setEdited] = useState<{ student: StudentItem | null } | null>(null);
  const [doomed, setDoomed] = useState<StudentItem | null>(null);
  const { items, nextCursor } = rows;
  const saved = (student: StudentItem) => {
    if (items.some(({ id }) => id === student.id)) replace(student);
    void reread();
  };
  const add = () => setEdited({ student: null });
  return (
    <div aria-busy={pending} className="@container transition-opacity duration-150 aria-busy:opacity-60">
      <PageHeader title={t("title")}>
        <ListSearch label={t("search")} />
        {reader.writes && (
          <Link href="/students/import" className={buttonClass()}>
            <FileUp aria-hidden className="size-4" />
            {t("import")}
          </Link>
        )}
        {reader.writes && <AddButton onClick={add} />}
      </PageHeader>
      <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line py-1.5">
        <StudentFilters asked={asked} ask={ask} groups={groups} checklist={checklist} />
        {query.missing !== null && <MissingExport query={query} />}
        <output className="ml-auto text-ink-2 tnum">
          {t(rows.count.more ? "countOrMore" : "count", { count: rows.count.count })}
        </output>
      </div>
      {items.length === 0 && nextCursor === null ? (
        <StudentsEmpty query={query} ask={ask} adding={reader.writes && <AddButton onClick={add} />} />
      ) : (
        <StudentsTable checked={checklist.length > 0}>
          {items.map((student) => (
            <StudentRow
              key={student.id}
              student={student}
              checked={checklist.length > 0}
              onEdit={reader.writes ? () => setEdited({ student }) : undefined}
              onDelete={reader.deletes ? () => setDoomed(student) : undefined}
            />
          ))}
        </StudentsTable>
      )}
      {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      {edited !== null && (
        <StudentDialog
          student={edited.student}
          groups={groups}
          onSaved={saved}
          onClosed={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <DeleteStudent
          student={doomed}
          onDeleted={() => {
            remove(doomed.id);
            document.getElementById("content")?.focus({ preventScroll: true });
          }}
          onClosed={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("students");
  return (
    <Button variant="primary" onClick={onClick}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
}
