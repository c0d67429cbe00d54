"use client";
import { lazy, Suspense } from "react";
import { SchoolSign } from "#components/logo/school-sign.tsx";

// Drawn by the server as well; most people are of one school, and fetch no code for it.
const SeveralSchools = lazy(() => import("#components/shell/several-schools.tsx"));

type School = { id: string; name: string };
/** The school that is worked in, with the address of its logo. */
type ShownSchool = School & { logo: string | null };

/** The school's name; for people of several schools a button that lists them and changes to another. */
export function SchoolSwitch({ school, schools }: { school: ShownSchool; schools: readonly School[] }) {
  if (schools.length > 1) {
    return (
      <Suspense>
        <SeveralSchools school={school} schools={schools} />
      </Suspense>
    );
  }
  return (
    <div className="flex items-center gap-2 px-2">
      <SchoolSign name={school.name} url={school.logo} />
      <p className="truncate text-small text-ink-3" title={school.name}>
        {school.name}
      </p>
    </div>
  );
}
