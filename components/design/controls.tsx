"use client";
import { Download, LayoutGrid, List, Trash2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, type ButtonVariant } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";

const VARIANTS: readonly ButtonVariant[] = ["primary", "secondary", "quiet", "loss"];
const STATES = ["default", "hover", "focus-visible", "active"] as const;

/** A line of specimens with its name before it. */
export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="w-24 shrink-0 text-caption text-ink-3">{name}</span>
      {children}
    </div>
  );
}

function Fields() {
  const id = useId();
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {(["", ...STATES.slice(1)] as const).map((state) => (
        <Field key={state} id={`${id}${state}`} label={state || "Field"} hint="A hint below it">
          {(control) => (
            <input {...control} data-force={state} className={CONTROL} placeholder="Nothing yet" />
          )}
        </Field>
      ))}
      <Field id={`${id}error`} label="Error">
        {(control) => <input {...control} aria-invalid defaultValue="ana@" className={CONTROL} />}
      </Field>
      <Field id={`${id}off`} label="Disabled">
        {(control) => <input {...control} disabled defaultValue="Cannot be changed" className={CONTROL} />}
      </Field>
      <Field id={`${id}select`} label="Select">
        {(control) => (
          <select {...control} className={CONTROL}>
            <option>One</option>
            <option>Another</option>
          </select>
        )}
      </Field>
    </div>
  );
}

/** What is pressed, ticked and typed into, in every state. */
export function Controls() {
  const [view, setView] = useState<"list" | "grid">("list");
  const [on, setOn] = useState(true);
  return (
    <>
      {STATES.map((state) => (
        <Row key={state} name={state}>
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant} data-force={state}>
              {variant}
            </Button>
          ))}
          <IconButton label="Download" data-force={state}>
            <Download aria-hidden className="size-4" />
          </IconButton>
        </Row>
      ))}
      <Row name="disabled">
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant} disabled>
            {variant}
          </Button>
        ))}
        <IconButton label="Delete" aria-disabled>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </Row>
      <Row name="loading">
        <Button variant="primary" disabled>
          Changing…
        </Button>
        <span className="w-40">
          <Progress label="Uploading" percent={40} />
        </span>
      </Row>
      <Row name="choice">
        <SegmentedControl
          label="View"
          value={view}
          onChoose={setView}
          segments={[
            { value: "list", label: "List", icon: List },
            { value: "grid", label: "Grid", icon: LayoutGrid },
          ]}
        />
        <RowCheckbox label="Ticked" checked={on} onChange={setOn} />
        <RowCheckbox label="In part" checked={false} some onChange={() => undefined} />
        <RowCheckbox label="Empty" checked={!on} onChange={(next) => setOn(!next)} />
      </Row>
      <Row name="marks">
        <Badge>12</Badge>
        <Badge tone="accent">New</Badge>
        <Badge tone="wait">Waiting</Badge>
        <Badge tone="loss">3</Badge>
        <Kbd>Ctrl</Kbd>
        <Kbd>K</Kbd>
      </Row>
      <Fields />
    </>
  );
}
