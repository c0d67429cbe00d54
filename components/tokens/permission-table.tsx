"use client";
import { useTranslations } from "next-intl";
import { DOMAINS, type Permission } from "#lib/auth/permissions.ts";
import { VERBS } from "#lib/tokens/summary.ts";

/** What is offered beside the table. */
const OTHERS = ["usage:read", "restricted:read"] as const;

/** Every permission that a token can have, by what it is about and what is done. */
export function PermissionTable(props: {
  chosen: readonly Permission[];
  onChange: (chosen: readonly Permission[]) => void;
}) {
  const { chosen, onChange } = props;
  const t = useTranslations("tokens");
  const box = (permission: Permission, label?: string) => (
    <input
      type="checkbox"
      aria-label={label}
      checked={chosen.includes(permission)}
      onChange={({ target }) =>
        onChange(target.checked ? [...chosen, permission] : chosen.filter((each) => each !== permission))
      }
      className="shrink-0"
    />
  );
  return (
    <div className="mt-1 flex flex-col gap-2 rounded-md border border-line p-3">
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr className="text-caption text-ink-2">
            <th scope="col" className="w-2/5 pb-1 text-start font-medium">
              <span className="sr-only">{t("about")}</span>
            </th>
            {VERBS.map((verb) => (
              <th key={verb} scope="col" className="px-1 pb-1 align-bottom font-medium">
                {/* Upright where there is no room for words side by side. */}
                <span className="max-sm:inline-block max-sm:rotate-180 max-sm:[writing-mode:vertical-rl]">
                  {t(`verbs.${verb}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DOMAINS.map((domain) => (
            <tr key={domain} className="border-t border-line">
              <th scope="row" className="text-start font-normal first-letter:uppercase">
                {t(`domains.${domain}`)}
              </th>
              {VERBS.map((verb) => (
                <td key={verb} className="text-center">
                  <label className="flex h-9 cursor-pointer items-center justify-center pointer-coarse:h-11">
                    {box(`${domain}:${verb}`, t(`can.${verb}`, { what: t(`domains.${domain}`) }))}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="border-t border-line pt-1">
        {OTHERS.map((permission) => (
          <label
            key={permission}
            className="flex min-h-9 cursor-pointer items-center gap-2 pointer-coarse:min-h-11"
          >
            {box(permission)}
            {t(`others.${permission}`)}
          </label>
        ))}
      </div>
    </div>
  );
}
