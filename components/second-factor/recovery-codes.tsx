"use client";
import { Copy, Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { copyLink } from "#components/publishing/copy-link.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";

function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Tells the recovery codes, for the one time: to copy, to keep as a file, to print. */
export function RecoveryCodes(props: {
  codes: readonly string[];
  /** Whether the second step was turned on just now. */
  isNew: boolean;
  children: ReactNode;
}) {
  const { codes, isNew, children } = props;
  const t = useTranslations("secondFactor");
  const list = useRef<HTMLOListElement>(null);
  // What was pressed is gone; these must not be missed.
  useEffect(() => list.current?.focus(), []);
  const text = `${[t("fileTitle", { host: location.host }), ...codes].join("\n")}\n`;
  const copy = async () => {
    if (await copyLink(codes.join("\n"))) sayDone(t("copied"));
    else sayFailed(t("copyFailed"));
  };
  return (
    <div className="flex flex-col gap-4">
      {isNew && <Banner tone="done">{t("isOn")}</Banner>}
      <div data-print className="flex flex-col gap-2">
        <h3 className="font-semibold">{t("codesTitle")}</h3>
        <p className="text-ink-2">{t("codesText")}</p>
        <ol
          ref={list}
          tabIndex={-1}
          aria-label={t("codesTitle")}
          className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-md border border-line p-3 tnum outline-none select-all"
        >
          {codes.map((code) => (
            <li key={code} className="whitespace-nowrap">
              {code}
            </li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>
          <Copy aria-hidden className="size-4" />
          {t("copy")}
        </Button>
        <Button onClick={() => download(text, t("fileName"))}>
          <Download aria-hidden className="size-4" />
          {t("download")}
        </Button>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden className="size-4" />
          {t("print")}
        </Button>
      </div>
      <div>{children}</div>
    </div>
  );
}
