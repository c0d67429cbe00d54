"use client";
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { PaletteList } from "#components/palette/palette-list.tsx";
import { useFileSearch } from "#components/palette/use-file-search.ts";
import type { Reader } from "#components/shell/pages.ts";
import { FLOAT } from "#components/ui/float.ts";

/** What gets the focus: what had it before, the page that was gone to, or what the action itself chose. */
export type After = "back" | "page" | "elsewhere";

function focusAfter(after: After): boolean | HTMLElement | null {
  return after === "page" ? document.getElementById("content") : after === "back";
}

/** Everything by a few letters: pages, files and actions. Esc closes it, and the focus goes back to where it was. */
export function Palette({ reader, onClosed }: { reader: Reader; onClosed: () => void }) {
  const t = useTranslations("palette");
  const [open, setOpen] = useState(true);
  const [query, setQuery] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const after = useRef<After>("back");
  const search = useFileSearch(query);
  const close = (next: After) => {
    after.current = next;
    setOpen(false);
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && close("back")}
      onOpenChangeComplete={(next) => !next && onClosed()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop
          data-covers="veil"
          className="fixed inset-0 z-50 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Dialog.Popup
          initialFocus={input}
          finalFocus={() => focusAfter(after.current)}
          className={`${FLOAT} fixed top-2 left-1/2 z-50 flex max-h-[calc(100dvh-1rem)] w-[38rem] max-w-[calc(100vw-1rem)] -translate-x-1/2 flex-col overflow-hidden sm:top-[12vh] sm:max-h-[min(30rem,76vh)]`}
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <Command label={t("title")} shouldFilter={false} loop className="flex min-h-0 flex-col">
            <div className="flex shrink-0 items-center gap-3 border-b border-line px-4">
              {search.pending ? (
                <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-ink-3" />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
              )}
              <Command.Input
                ref={input}
                value={query}
                onValueChange={setQuery}
                placeholder={t("placeholder")}
                maxLength={255}
                enterKeyHint="go"
                className="h-12 w-full bg-transparent outline-none pointer-coarse:text-[1rem]"
              />
              <Dialog.Close className="-mr-2 h-9 shrink-0 rounded-md px-2 text-small text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:h-11 pointer-coarse:min-w-11">
                {t("close")}
              </Dialog.Close>
            </div>
            <PaletteList query={query} search={search} reader={reader} close={close} />
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
