import { expect, test } from "vitest";
import { guessReport } from "#lib/reports/match/guess.ts";
import type { ReportType } from "#lib/reports/types.ts";

const TYPES: ReportType[] = [
  { slug: "report-card", name: null, archived: false },
  { slug: "transcript", name: null, archived: false },
  { slug: "certificate", name: null, archived: false },
  { slug: "final-report-card", name: "Final report card", archived: false },
];

test.each([
  ["Report card 1st term 2025-26 - Ruiz, Ana.pdf", "report-card", 2025, 1],
  ["boletín_2º trimestre_2025.pdf", "report-card", 2025, 2],
  ["BOLETIN 3a evaluación 25-26.pdf", "report-card", 2025, 3],
  ["Transcript_2024_Ana Ruiz.pdf", "transcript", 2024, null],
  ["Expediente académico.pdf", "transcript", null, null],
  ["certificado_ana_T2.pdf", "certificate", null, 2],
  ["Final Report Card 2025 Q4.pdf", "final-report-card", 2025, 4],
  ["final-report-card Term 2.pdf", "final-report-card", null, 2],
  ["Autumn term 2023.pdf", null, 2023, 1],
  ["Term II.pdf", null, null, 2],
  ["Term 9 2025.pdf", null, 2025, null],
  ["A1023.pdf", null, null, null],
  ["20251123_scan.pdf", null, null, null],
  ["Summer Ruiz.pdf", null, null, null],
])("%s", (name, type, year, term) => {
  expect(guessReport(name, TYPES)).toEqual({ type, year, term });
});
