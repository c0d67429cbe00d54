"use client";
import { FileText, Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useMemo, useState } from "react";
import { rowLinkId } from "#components/documents/document-link.tsx";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { useLink } from "#components/links/use-link.ts";
import { LoadMore } from "#components/list/load-more.tsx";
import { PanelGround } from "#components/preview/panel-ground.tsx";
import { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import { byClass } from "#components/students/by-class.ts";
import { StudentChecklist } from "#components/students/checklist/student-checklist.tsx";
import { useStanding } from "#components/students/checklist/use-standing.ts";
import { StudentFileRow } from "#components/students/student-file-row.tsx";
import { useStudentFiles } from "#components/students/use-student-files.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import type { Standing } from "#lib/checklist/types.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { StudentFilePage } from "#lib/students/types.ts";

const Preview = onDemand(() => import("#components/preview/preview.tsx").then((module) => module.Preview));
const LinkFiles = onDemand(() =>
  import("#components/students/link-files.tsx").then((module) => module.LinkFiles),
);

const linkOf = (id: string) => document.getElementById(rowLinkId(id));
const reveal = (id: string) => linkOf(id)?.scrollIntoView({ block: "nearest" });

/** All files that are linked to a student, by record class, and the ways to add to them. */
export function StudentFiles(props: {
  student: { id: string; name: string };
  first: StudentFilePage;
  /** What the school asks of them, as it stands. */
  checklist: readonly Standing[];
  /** Whether the reader may change the school's logo. */
  setsLogo: boolean;
}) {
  const { student, first, checklist, setsLogo } = props;
  const t = useTranslations("students.files");
  const words = useTranslations("documents");
  const errorText = useErrorText();
  const { standing, rereadStanding } = useStanding(student.id, checklist);
  const files = useStudentFiles(student.id, first, rereadStanding);
  const { nextCursor, loading, problem, loadMore, reread, remove } = files;
  const groups = useMemo(() => byClass(files.items), [files.items]);
  // In the order in which they stand here; the same list for the preview, which makes neighbours ready by it.
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const preview = usePreviewAddress();
  const [linking, setLinking] = useState(false);
  const uploads = useUploads();
  const changed = () => void reread();
  const { unlink } = useLink(changed);
  const takeAway = (item: DocumentItem) => {
    document.getElementById("student-files")?.focus({ preventScroll: true });
    void unlink({ documentId: item.id, studentId: student.id }, item.filename);
  };
  const trash = async (item: DocumentItem) => {
    remove(item);
    const { trashSome } = await import("#components/documents/trash-some.ts");
    await trashSome([item], { change: changed, t: words, errorText });
  };
  const { opened } = preview;
  return (
    <>
      {standing.length > 0 && (
        <StudentChecklist student={student.id} items={standing} onOpen={(id) => void preview.show(id)} />
      )}
      <section aria-labelledby="student-files" className="mt-6">
        <div className="flex flex-wrap items-center gap-2 border-b border-line pb-2">
          <h2 id="student-files" tabIndex={-1} className="mr-auto text-body font-semibold outline-none">
            {t("title")}
          </h2>
          {uploads !== null && (
            <Button onClick={() => setLinking(true)}>
              <Link2 aria-hidden className="size-4" />
              {t("link")}
            </Button>
          )}
          <UploadButton />
        </div>
        {items.length === 0 && nextCursor === null ? (
          <EmptyState
            icon={FileText}
            title={t("none")}
            text={t(uploads === null ? "noneReader" : "noneText", { name: student.name })}
          />
        ) : (
          // Esc closes the preview from the rows as well; in it, the keys are its own.
          <div
            role="presentation"
            onKeyDown={(event) => event.key === "Escape" && opened !== null && preview.close()}
          >
            {groups.map(({ recordClass, items: own }) => (
              <Fragment key={recordClass?.id ?? ""}>
                {(recordClass !== null || groups.length > 1) && (
                  <h3 className="border-b border-line px-2 pt-4 pb-1 text-small font-medium text-ink-2">
                    {recordClass?.name ?? t("noClass")}
                  </h3>
                )}
                <ul aria-label={recordClass?.name ?? t("title")}>
                  {own.map((item) => (
                    <StudentFileRow
                      key={item.id}
                      item={item}
                      onOpen={(id) => void preview.show(id)}
                      onUnlink={takeAway}
                    />
                  ))}
                </ul>
              </Fragment>
            ))}
          </div>
        )}
        {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
        {linking && (
          <LinkFiles
            student={student}
            linked={new Set(items.map(({ id }) => id))}
            onChanged={changed}
            onClosed={() => setLinking(false)}
          />
        )}
      </section>
      {opened !== null && (
        <>
          <PanelGround />
          <Preview
            id={opened}
            full={preview.full}
            items={items}
            onMove={(id: string) => void preview.show(id)}
            onExpand={preview.expand}
            onShrink={preview.shrink}
            onClose={preview.close}
            onDelete={(item: DocumentItem) => void trash(item)}
            setsLogo={setsLogo}
            onPublication={changed}
            onDescribed={changed}
            reveal={reveal}
            returnTo={linkOf}
          />
        </>
      )}
    </>
  );
}
