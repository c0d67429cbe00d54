"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type Props = {
  title: string;
  text: string;
  /** What is told, each to be copied; there may be nothing. */
  told: readonly { label: string; value: string }[];
  done: string;
  onClosed: () => void;
};

/** Tells what cannot be told again: a link, a token, a secret. Open until it is closed. */
export function ToldOnce({ title, text, told, done, onClosed }: Props) {
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Dialog open={open} onClose={close} onClosed={onClosed} title={title} text={text}>
      <div className="flex flex-col gap-4">
        {told.map(({ label, value }) => (
          <CopyField key={label} label={label} value={value} />
        ))}
        <div className="flex justify-end">
          <Button variant="primary" onClick={close}>
            {done}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
