"use client";
import { Download, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";

const nothing = () => undefined;
const ORDERS = [
  { value: "newest", label: "Newest first" },
  { value: "name", label: "Name, A to Z" },
] as const;

/** What opens over the page, and the tabs: to be opened by hand, in the theme of the page. */
export function Floats() {
  const [open, setOpen] = useState(false);
  const [order, setOrder] = useState<"newest" | "name">("newest");
  const [tab, setTab] = useState<"details" | "history">("details");
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Menu
          align="start"
          trigger={
            <IconButton label="More">
              <Ellipsis aria-hidden className="size-4" />
            </IconButton>
          }
        >
          <MenuItem icon={Download} onClick={nothing}>
            Download
          </MenuItem>
          <MenuItem disabled onClick={nothing}>
            Not now
          </MenuItem>
          <MenuSeparator />
          <MenuChoice label="Order" value={order} onChoose={setOrder} options={ORDERS} />
          <MenuSeparator />
          <MenuItem icon={Trash2} tone="loss" onClick={nothing}>
            Delete
          </MenuItem>
        </Menu>
        <Popover trigger={<Button>Popover</Button>} title="A small panel">
          <p className="text-ink-2">It says a little more, or asks for one thing.</p>
        </Popover>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          title="A window"
          text="With a sentence below its title."
        >
          <Button variant="primary" onClick={() => setOpen(false)}>
            Good
          </Button>
        </Dialog>
        <Tooltip text="A few words that explain">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onClick={() => sayDone("“letter.pdf” is in the trash.", { label: "Undo", onClick: nothing })}>
          Toast
        </Button>
        <Button onClick={() => sayFailed("The server could not be reached.")}>Failed toast</Button>
      </div>
      <Tabs
        label="Tabs"
        value={tab}
        onChoose={setTab}
        tabs={[
          { value: "details", label: "Details", content: <p className="p-3">Details of the file.</p> },
          { value: "history", label: "History", content: <p className="p-3">What happened to it.</p> },
        ]}
      />
    </>
  );
}
