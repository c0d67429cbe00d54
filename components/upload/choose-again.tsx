"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";
import { RowButton } from "#components/upload/row-button.tsx";

/** Asks for the file of an earlier visit: a browser may not open it again by itself. */
export function ChooseAgain({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const t = useTranslations("upload");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <RowButton
        aria-label={t("chooseAgainName", { name: item.name })}
        onClick={() => input.current?.click()}
      >
        {t("chooseAgain")}
      </RowButton>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void engine.choose(item.id, file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
