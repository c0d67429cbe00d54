"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";

/** Asks for the file of an earlier visit: a browser may not open it again by itself. */
export function ChooseAgain({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const t = useTranslations("upload");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        aria-label={t("chooseAgainName", { name: item.name })}
        onClick={() => input.current?.click()}
        className="h-8 rounded-md px-2 text-small font-medium text-accent hover:bg-sunken pointer-coarse:h-11"
      >
        {t("chooseAgain")}
      </button>
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
