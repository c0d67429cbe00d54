"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { FLOAT } from "#components/ui/float.ts";
import { iconButtonClass } from "#components/ui/icon-button.tsx";

const WIDTHS = { small: "w-[28rem]", large: "w-[44rem]" } as const;

/** A window over the page, as high as it needs to be. Esc closes it, and the focus goes back to where it was. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  /** When it has gone from sight. */
  onClosed?: () => void;
  title: string;
  /** A sentence below the title. */
  text?: string;
  width?: keyof typeof WIDTHS;
  /** What gets the focus first; the first thing that can have it where nothing is said. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Whether it is asked from something that lies over the page itself, and that it must not close with it. */
  over?: boolean;
  children: ReactNode;
}) {
  const { open, onClose, onClosed, title, text, width = "small", initialFocus, over, children } = props;
  const layer = over ? "z-50" : "z-40";
  const t = useTranslations("dialog");
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      onOpenChangeComplete={(next) => !next && onClosed?.()}
    >
      <Base.Portal>
        <Base.Backdrop
          data-covers="veil"
          className={`fixed inset-0 ${layer} bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0`}
        />
        <Base.Popup
          {...(initialFocus && { initialFocus })}
          {...(over && {
            // What lies below would take the key for its own.
            onKeyDown: (event) => {
              if (event.key !== "Escape") return;
              event.stopPropagation();
              onClose();
            },
          })}
          className={`${FLOAT} fixed top-1/2 left-1/2 ${layer} flex max-h-[calc(100dvh-2rem)] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col ${WIDTHS[width]}`}
        >
          <div className="flex items-start gap-2 py-3 pr-3 pl-5">
            <div className="mr-auto min-w-0 pt-1">
              <Base.Title className="text-[1rem]/6 font-semibold">{title}</Base.Title>
              {text !== undefined && <Base.Description className="text-ink-2">{text}</Base.Description>}
            </div>
            <Base.Close aria-label={t("close")} title={t("close")} className={iconButtonClass()}>
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
