"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { PermissionTable } from "#components/tokens/permission-table.tsx";
import { usePermissionWords } from "#components/tokens/use-permission-words.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { PRESETS, type Preset } from "#lib/tokens/presets.ts";

/** One of the presets, or each permission by itself. */
export type Choice = { preset: Preset | "own"; own: readonly Permission[] };

/** The permissions that a choice comes to. */
export const chosenBy = ({ preset, own }: Choice): readonly Permission[] =>
  preset === "own" ? own : PRESETS[preset];

const WAYS = [...(Object.keys(PRESETS) as Preset[]), "own"] as const;

/** What a token may do: most often one of two, else chosen one by one. */
export function PermissionChoice(props: {
  choice: Choice;
  onChange: (choice: Choice) => void;
  problem: string | null;
}) {
  const { choice, onChange, problem } = props;
  const { preset, own } = choice;
  const t = useTranslations("tokens");
  const words = usePermissionWords();
  const id = useId();
  // Whoever goes on to choose one by one begins with what they had.
  const choose = (next: Choice["preset"]) =>
    onChange({ preset: next, own: next === "own" && own.length === 0 ? chosenBy(choice) : own });
  return (
    <fieldset className="min-w-0" aria-describedby={problem === null ? undefined : id}>
      <legend className="mb-1 font-medium">{t("may")}</legend>
      {WAYS.map((way) => (
        <label key={way} className="flex cursor-pointer items-start gap-2 py-1.5 pointer-coarse:min-h-11">
          <input
            type="radio"
            name={`${id}way`}
            checked={preset === way}
            onChange={() => choose(way)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            {t(`presets.${way}`)}
            {way !== "own" && (
              <span className="block text-small text-ink-3">{words(PRESETS[way]).join(". ")}.</span>
            )}
          </span>
        </label>
      ))}
      {preset === "own" && (
        <PermissionTable chosen={own} onChange={(next) => onChange({ preset, own: next })} />
      )}
      {problem !== null && (
        <p id={id} role="alert" className="mt-1 text-small text-loss">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
