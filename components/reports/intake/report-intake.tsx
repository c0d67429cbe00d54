"use client";
import { useEffect, useState } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import type { ReportType } from "#lib/reports/types.ts";

const IntakeDialog = onDemand(() =>
  import("#components/reports/intake/intake-dialog.tsx").then((module) => module.IntakeDialog),
);

/** Takes in what is added on the page of reports: asks whom each file is about before anything is stored. */
export function ReportIntake({ types, policy }: { types: readonly ReportType[]; policy: KindPolicy }) {
  const desk = useUploads()?.started?.engine.desk;
  const [files, setFiles] = useState<readonly File[]>([]);
  useEffect(() => desk?.take((more) => setFiles((now) => [...now, ...more])), [desk]);
  if (files.length === 0) return null;
  return (
    <IntakeDialog files={files} types={types} policy={policy} own={null} onClosed={() => setFiles([])} />
  );
}
