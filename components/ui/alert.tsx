"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState, useTransition } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

type Props = {
  title: string;
  /** What it means, as a screen reader says it with the title. */
  text: ReactNode;
  cancel: string;
  /** The words of the button that does it. */
  action: string;
  /** Its words while it is being done. */
  working?: string;
  /** Whether something is lost by it. */
  loss?: boolean;
  /** Does it; answers why it could not be done, and then the question stays. */
  onAction: () => Promise<string | null>;
  /** Once it is out of sight. */
  onClose: () => void;
  /** Whether it is asked from something that lies over the page itself. */
  over?: boolean;
  children?: ReactNode;
};

const FADING = "transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** A question that must be answered: what, what it means, and two buttons. It stays while it is being done. */
export function Alert({
  title,
  text,
  cancel,
  action,
  working = action,
  loss,
  onAction,
  onClose,
  over,
  children,
}: Props) {
  const [open, setOpen] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const go = () =>
    start(async () => {
      const why = await onAction();
      setProblem(why);
      if (why === null) setOpen(false);
    });
  const layer = over ? "z-50" : "z-40";
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => !pending && setOpen(next)}
      onOpenChangeComplete={(next) => !next && onClose()}
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
          {problem !== null && <Banner tone="loss">{problem}</Banner>}
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close disabled={pending} render={<Button />}>
              {cancel}
            </AlertDialog.Close>
            <Button variant={loss ? "loss" : "primary"} disabled={pending} onClick={go}>
              {pending ? working : action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
