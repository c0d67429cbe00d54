"use client";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { SchoolSign } from "#components/logo/school-sign.tsx";
import { sayFailed } from "#components/ui/toasts.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import { switchSchoolAction } from "#lib/auth/actions.ts";

type School = { id: string; name: string };
/** The school that is worked in, with the address of its logo. */
type ShownSchool = School & { logo: string | null };

/** Tells the other tabs of this browser that they show a school which it has left. */
const CHANNEL = "athena-school";

/** The school's name on a button that lists the others and changes to one of them. */
export default function SeveralSchools({
  school,
  schools,
}: {
  school: ShownSchool;
  schools: readonly School[];
}) {
  const t = useTranslations("school");
  const errorText = useErrorText();
  const uploads = useUploads();
  const list = useRef<HTMLDetailsElement>(null);
  const others = useRef<BroadcastChannel | null>(null);
  const engine = uploads?.started?.engine;
  const busy = useCallback(() => engine?.view().summary.busy ?? false, [engine]);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    others.current = channel;
    // A tab that still uploads keeps its files in sight: the server lets none of them into another school.
    channel.addEventListener("message", () => busy() || window.location.reload());
    return () => channel.close();
  }, [busy]);
  const change = async (id: string) => {
    if (list.current) list.current.open = false;
    if (id === school.id) return;
    if (busy()) return sayFailed(t("busy"));
    const result = await switchSchoolAction(id);
    if (!result.ok) return sayFailed(errorText(result.code, result.details));
    others.current?.postMessage(id);
    // The whole page anew: no row, no picture and no upload of the one school may stay beside the other's.
    window.location.assign("/documents");
  };
  return (
    // What happens here belongs to the button and the list inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details
      ref={list}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !list.current?.open) return;
        list.current.open = false;
        list.current.querySelector("summary")?.focus();
        // The menu of a phone stays open around it.
        event.preventDefault();
        event.stopPropagation();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) currentTarget.open = false;
      }}
    >
      <summary
        title={school.name}
        className="flex h-9 list-none items-center gap-2 rounded-md px-2 text-small text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:h-11 [&::-webkit-details-marker]:hidden"
      >
        <span className="sr-only">{t("label")}: </span>
        <SchoolSign name={school.name} url={school.logo} />
        <span className="truncate">{school.name}</span>
        <ChevronsUpDown aria-hidden className="ml-auto size-4 shrink-0" />
      </summary>
      <ul className="mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-surface p-1">
        {schools.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === school.id ? "true" : undefined}
              onClick={() => void change(id).catch(() => sayFailed(errorText("internal")))}
              title={name}
              className="block min-h-9 w-full truncate rounded-sm px-2 text-left text-small text-ink-2 hover:bg-sunken hover:text-ink aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:min-h-11"
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
