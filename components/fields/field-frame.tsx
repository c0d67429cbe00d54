"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldState } from "#components/fields/use-fields.ts";
import { Button } from "#components/ui/button.tsx";

/** A field's name, how its saving stands, and below it what went wrong and what helps. */
export function FieldFrame(props: {
  id: string;
  label: string;
  state: FieldState;
  /** What it is by now, where somebody else was faster. */
  now: string;
  /** What is wrong with what was typed; null where nothing is. */
  problem?: string | null;
  onLeave: () => void;
  children: ReactNode;
}) {
  const { id, label, state, now, problem = null, onLeave, children } = props;
  const t = useTranslations();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-ink-3">
          {label}
        </label>
        <output className="flex items-center gap-1 text-caption text-ink-3">
          {state.is === "saving" && t("fields.saving")}
          {state.is === "saved" && (
            <>
              <Check aria-hidden className="size-3 text-accent" />
              {t("fields.saved")}
            </>
          )}
        </output>
      </div>
      {children}
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="text-loss">
          {problem}
        </p>
      )}
      {state.is === "failed" && (
        <div role="alert" className="flex flex-col items-start gap-1">
          <p className="text-loss">{t("fields.failed", { reason: state.reason })}</p>
          <Button className="h-8 text-small" onClick={state.again}>
            {t("list.tryAgain")}
          </Button>
        </div>
      )}
      {state.is === "conflict" && (
        <div role="alert" className="flex flex-col items-start gap-1">
          <p className="whitespace-pre-wrap text-loss">{t("fields.conflict", { now })}</p>
          <span className="flex flex-wrap gap-2">
            <Button className="h-8 text-small" onClick={state.again}>
              {t("fields.saveMine")}
            </Button>
            <Button
              className="h-8 text-small"
              onClick={() => {
                state.leave();
                onLeave();
              }}
            >
              {t("fields.keepTheirs")}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
