import { Copy } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";

type Props = { id: string; label: string; copy: string; code: string };

const BOX = "min-w-0 flex-1 overflow-x-auto rounded-md bg-sunken";

/** Code to take along. It keeps its lines and scrolls sideways within itself, by keyboard too. */
export function Snippet({ id, label, copy, code }: Props) {
  return (
    <div className="flex items-start gap-1">
      {/* A region that scrolls must be reachable. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label={label} tabIndex={0} className={BOX}>
        <pre id={id} className="w-max p-3 font-mono text-caption text-ink">
          {code}
        </pre>
      </section>
      <IconButton label={copy} data-copies={id}>
        <Copy aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
