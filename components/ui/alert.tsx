"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

type Props = {
  open: boolean;
  /** Whether it is being done: then it stays. */
  pending: boolean;
  setOpen: (open: boolean) => void;
  /** Once it is out of sight. */
  onClosed: () => void;
  title: string;
  /** What it means, as a screen reader says it with the title. */
  text: ReactNode;
  cancel: string;
  /** The button that does it. */
  action: ReactNode;
  /** Whether it is asked from something that lies over the page itself. */
  over?: boolean;
  children?: ReactNode;
};

const FADING = "transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** The frame of a question that must be answered: what, what it means, and two buttons. */
export function Alert({
  open,
  pending,
  setOpen,
  onClosed,
  title,
  text,
  cancel,
  action,
  over,
  children,
}: Props) {
  const layer = over ? "z-50" : "z-40";
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => !pending && setOpen(next)}
      onOpenChangeComplete={(next) => !next && onClosed()}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop data-covers="veil" className={`fixed inset-0 ${layer} bg-veil ${FADING}`} />
        <AlertDialog.Popup
          className={`fixed top-1/2 left-1/2 ${layer} flex max-h-[calc(100dvh-2rem)] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-auto rounded-md border border-line bg-surface p-5 shadow-float ${FADING}`}
        >
          <div className="flex flex-col gap-1">
            <AlertDialog.Title className="text-[1rem]/6 font-semibold wrap-anywhere">
              {title}
            </AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="flex flex-col gap-2 text-ink-2">
              {text}
            </AlertDialog.Description>
          </div>
          {children}
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close disabled={pending} render={<Button />}>
              {cancel}
            </AlertDialog.Close>
            {action}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
