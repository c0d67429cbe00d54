"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { type IntakeRow, inOrder, statuses } from "#components/reports/intake/intake-row.ts";
import { type ChangeRow, lookAt } from "#components/reports/intake/look.ts";
import { useTaken } from "#components/reports/intake/use-taken.ts";
import { check } from "#components/upload/policy.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import { MAX_REPORTS_AT_ONCE } from "#lib/reports/constants.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";

const DEFAULT_TYPE = "report-card";

function toRow(file: File, id: number, policy: KindPolicy): IntakeRow {
  const checked = check(file, policy);
  return {
    id,
    file,
    refusal: checked.ok ? null : checked.failure,
    looking: checked.ok,
    candidates: [],
    student: null,
    by: null,
    type: DEFAULT_TYPE,
    term: null,
    year: "",
    decision: null,
    out: false,
  };
}

/**
 * Files on their way to becoming reports: looked at here and by the server, changed by a person, and stored by nobody yet.
 * @param files all that were given so far; more may come.
 * @param own the student on whose page they were added; null elsewhere.
 */
export function useIntake(files: readonly File[], policy: KindPolicy, own: Candidate | null) {
  const t = useTranslations("reports.intake");
  const errorText = useErrorText();
  const [rows, setRows] = useState<readonly IntakeRow[]>([]);
  const [order, setOrder] = useState<readonly number[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [reading, setReading] = useState({ done: 0, wanted: 0 });
  const [seen, setSeen] = useState(0);
  const looked = useRef(new Set<number>());
  const given = Math.min(files.length, MAX_REPORTS_AT_ONCE);
  if (given > seen) {
    setSeen(given);
    setRows([...rows, ...files.slice(seen, given).map((file, at) => toRow(file, seen + at, policy))]);
  }
  const change: ChangeRow = useCallback(
    (id, to) => setRows((now) => now.map((row) => (row.id === id ? { ...row, ...to(row) } : row))),
    [],
  );
  const look = useCallback(
    async (fresh: readonly IntakeRow[]) => {
      if (fresh.length === 0) return;
      const refusal = await lookAt(fresh, own, change, (event) =>
        setReading((now) =>
          event === "read" ? { ...now, done: now.done + 1 } : { ...now, wanted: now.wanted + event.wanted },
        ),
      );
      if (refusal === null) return;
      for (const { id } of fresh) change(id, () => ({ looking: false }));
      setFailure(refusal === "unreachable" ? t("unreachable") : errorText(refusal.code, refusal.details));
    },
    [own, change, t, errorText],
  );
  useEffect(() => {
    const fresh = rows.filter(({ id, looking }) => looking && !looked.current.has(id));
    for (const { id } of fresh) looked.current.add(id);
    void look(fresh);
  }, [rows, look]);

  const taken = useTaken(rows);
  const status = useMemo(() => statuses(rows, taken), [rows, taken]);
  const looking = [...status.values()].includes("looking");
  // Put in order once all is known, and never again: a row must not run away from whoever decides on it.
  if (!looking && rows.some(({ id }) => !order.includes(id))) {
    const before = rows.filter(({ id }) => order.includes(id)).map(({ id }) => id);
    const added = rows.filter(({ id }) => !order.includes(id));
    setOrder([...order.filter((id) => before.includes(id)), ...inOrder(added, status)]);
  }
  const shown = useMemo(() => {
    const place = new Map(order.map((id, at) => [id, at]));
    const placeOf = ({ id }: IntakeRow) => place.get(id) ?? order.length;
    return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
  }, [rows, order]);
  return {
    rows: shown,
    status,
    taken,
    reading,
    failure,
    /** Files beyond those that are taken at once. */
    dropped: files.length - given,
    change,
    changeAll: useCallback(
      (which: (row: IntakeRow) => boolean, to: Partial<IntakeRow>) =>
        setRows((now) => now.map((row) => (which(row) ? { ...row, ...to } : row))),
      [],
    ),
    remove: useCallback(
      (ids: ReadonlySet<number>) => setRows((now) => now.filter(({ id }) => !ids.has(id))),
      [],
    ),
    again: () => {
      setFailure(null);
      const open = rows.filter((row) => row.refusal === null && row.student === null && row.by === null);
      for (const { id } of open) {
        looked.current.delete(id);
        change(id, () => ({ looking: true }));
      }
    },
  };
}
