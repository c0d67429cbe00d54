"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { describeDocumentAction, describedDocumentAction } from "#lib/documents/actions.ts";
import type { Describing, Description } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";

export type FieldName = "recordClass" | "year" | "notes" | "tags";

/** How the saving of one field stands. */
export type FieldState =
  | { is: "idle" | "saving" | "saved" }
  /** `again` does once more what failed. */
  | { is: "failed"; reason: string; again: () => void }
  /** Somebody else was faster: what is known by now is theirs. */
  | { is: "conflict"; again: () => void; leave: () => void };

export type Known = { description: Description; classes: readonly RecordClass[] };

const UNREACHABLE = { ok: false, code: null, details: {} } as const;

const read = (id: string) => describedDocumentAction(id).catch(() => UNREACHABLE);

/** What has been said of a document, and how more is said; null until it is known. */
export function useFields(id: string, onChanged: () => void) {
  const t = useTranslations();
  const errorText = useErrorText();
  const [known, setKnown] = useState<Known | null>(null);
  const [refusal, setRefusal] = useState<{ code: ErrorCode | null; details: ErrorDetails } | null>(null);
  const [turn, setTurn] = useState(0);
  const [states, setStates] = useState<Partial<Record<FieldName, FieldState>>>({});
  const reason = (code: ErrorCode | null, details: ErrorDetails) =>
    code === null ? t("upload.failures.connection") : errorText(code, details);
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const result = await read(id);
      if (!wanted) return;
      if (result.ok) setKnown(result.data);
      setRefusal(result.ok ? null : result);
    };
    void ask();
    return () => {
      wanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new turn asks again.
  }, [id, turn]);

  const tell = (field: FieldName, state: FieldState) =>
    setStates((before) => ({ ...before, [field]: state }));

  async function save(field: FieldName, wanted: Describing, seen: Description): Promise<void> {
    tell(field, { is: "saving" });
    const { recordClass, year, notes } = seen;
    const before = { recordClass: recordClass?.id ?? null, year, notes };
    const result = await describeDocumentAction({ id, wanted, seen: before }).catch(() => UNREACHABLE);
    if (result.ok) {
      setKnown((now) => now && { ...now, description: result.data });
      tell(field, { is: "saved" });
      onChanged();
      return;
    }
    const now = result.code === "conflict" ? await read(id) : null;
    if (now?.ok) {
      setKnown(now.data);
      const again = () => void save(field, wanted, now.data.description);
      tell(field, { is: "conflict", again, leave: () => tell(field, { is: "idle" }) });
      return;
    }
    const again = () => void save(field, wanted, seen);
    tell(field, { is: "failed", reason: reason(result.code, result.details), again });
  }

  return {
    known,
    problem: refusal && reason(refusal.code, refusal.details),
    load: () => setTurn((before) => before + 1),
    stateOf: (field: FieldName): FieldState => states[field] ?? { is: "idle" },
    save: (field: FieldName, wanted: Describing) => {
      if (known !== null) void save(field, wanted, known.description);
    },
  };
}
