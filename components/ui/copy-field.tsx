"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { copyLink } from "#components/publishing/copy-link.ts";
import { CONTROL } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";

/** Something to take elsewhere: it can be selected, and copied by a button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useTranslations("copyField");
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    if (await copyLink(value)) return sayDone(t("copied"), undefined, "field-copied");
    field.current?.select();
    sayFailed(t("copyFailed"));
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={value}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className={`${CONTROL} font-mono`}
        />
        <IconButton label={t("copy")} onClick={() => void copy()}>
          <Copy aria-hidden className="size-4" />
        </IconButton>
      </div>
    </div>
  );
}
