"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { DocumentCard } from "#components/documents/document-card.tsx";
import type { DocumentItemsProps } from "#components/documents/document-table.tsx";
import { SelectAll } from "#components/documents/select-all.tsx";
import { useWindow } from "#components/list/use-window.ts";

/** The documents as cards. */
export function DocumentGrid(props: DocumentItemsProps) {
  const { items, total, chosen, actions, editor, onSelect, pinned, handle } = props;
  const t = useTranslations();
  const box = useRef<HTMLUListElement>(null);
  const { pieces, left } = useWindow(items, pinned, box, handle);
  return (
    <>
      <div className="mb-2 flex h-9 items-center text-caption font-medium text-ink-3 max-md:hidden">
        <SelectAll items={items} chosen={chosen} onSelect={onSelect} />
        <span aria-hidden>{t("list.selectAll")}</span>
      </div>
      <ul
        ref={box}
        aria-label={t("documents.title")}
        className="group/cards -mr-3 grid [overflow-anchor:none] grid-cols-2 in-data-[density=compact]:grid-cols-3 max-md:mt-3 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:in-data-[density=compact]:grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] print:grid-cols-4"
      >
        {pieces.map((piece) => {
          if ("gap" in piece)
            return (
              <li
                key={`before-${items[piece.before]?.id ?? "end"}`}
                aria-hidden
                data-gap
                className="col-span-full"
                style={{ height: piece.gap }}
              />
            );
          const item = items[piece.index];
          return (
            item && (
              <DocumentCard
                key={item.id}
                item={item}
                index={piece.index}
                setSize={total}
                selected={chosen.has(item.id)}
                actions={actions}
                editor={editor?.id === item.id ? editor.fields : undefined}
              />
            )
          );
        })}
      </ul>
      {left > 0 && <p className="py-4">{t("list.notPrinted", { count: left })}</p>}
    </>
  );
}
