"use client";
import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import { Fields } from "#components/fields/fields.tsx";
import { FieldsShape } from "#components/fields/fields-shape.tsx";
import { FieldWords } from "#components/fields/words.tsx";
import { LinkedStudents } from "#components/links/linked-students.tsx";
import { Details } from "#components/preview/details.tsx";
import { History } from "#components/preview/history.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { isShownToAll } from "#components/versions/is-shown-to-all.ts";
import { VersionsPanel } from "#components/versions/versions-panel.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Publication } from "#lib/publishing/types.ts";

export type InfoTab = "details" | "versions" | "history";

/** What is known of a document, what it held and what happened to it: below the preview, at its side in full screen. */
export function PreviewInfo(props: {
  item: DocumentItem;
  publication: Publication | null;
  settled: boolean;
  onDescribed: () => void;
  tab: InfoTab;
  onTab: (tab: InfoTab) => void;
  /** The number of the old version that is in view; null for the current one. */
  inView: number | null;
  onView: (number: number | null) => void;
}) {
  const { item, publication, settled, onDescribed, tab, onTab, inView, onView } = props;
  const t = useTranslations();
  const [changes, setChanges] = useState(0);
  // Leafing through a list asks for nothing; a change to the file is one more line of its history.
  const onChanged = () => {
    setChanges((before) => before + 1);
    onDescribed();
  };
  const history = settled && (
    <History
      key={`${item.id} ${item.version} ${item.filename} ${item.title} ${item.deletedAt} ${publication?.state} ${changes}`}
      id={item.id}
    />
  );
  return (
    <aside
      aria-label={t("preview.info")}
      className="flex h-[42%] shrink-0 flex-col border-t border-line bg-surface group-data-full/preview:lg:h-auto group-data-full/preview:lg:w-80 group-data-full/preview:lg:border-t-0 group-data-full/preview:lg:border-l"
    >
      <Tabs
        label={t("preview.info")}
        value={tab}
        onChoose={onTab}
        tabs={[
          {
            value: "details",
            label: t("details.heading"),
            content: (
              <div className="flex flex-col gap-4 px-4 py-3">
                <Suspense fallback={<FieldsShape />}>
                  <FieldWords>
                    {settled ? (
                      <Fields key={item.id} id={item.id} editable={item.canEdit} onChanged={onChanged} />
                    ) : (
                      <FieldsShape />
                    )}
                  </FieldWords>
                </Suspense>
                <Details item={item} publication={publication} />
                {settled && <LinkedStudents key={item.id} item={item} />}
              </div>
            ),
          },
          {
            value: "versions",
            label: t("versions.title"),
            content: (
              <div className="px-4 py-3">
                {settled && (
                  <VersionsPanel
                    key={`${item.id} ${item.version} ${item.deletedAt}`}
                    item={item}
                    isPublic={isShownToAll(publication)}
                    inView={inView}
                    onView={onView}
                  />
                )}
              </div>
            ),
          },
          {
            value: "history",
            label: t("history.title"),
            content: <div className="px-4 py-3">{history}</div>,
          },
        ]}
      />
    </aside>
  );
}
