"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Keys } from "#components/keyboard/keys.tsx";
import { SHORTCUT_GROUPS, SHORTCUTS } from "#components/keyboard/shortcuts.ts";
import { Dialog } from "#components/ui/dialog.tsx";

/** Every shortcut there is, by where it works. */
export function ShortcutsHelp({ onClosed }: { onClosed: () => void }) {
  const t = useTranslations("shortcuts");
  const [open, setOpen] = useState(true);
  return (
    <Dialog open={open} onClose={() => setOpen(false)} onClosed={onClosed} title={t("title")} width="large">
      <div className="gap-x-8 md:columns-2">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`} className="mb-4 break-inside-avoid">
            <h3 id={`keys-${group}`} className="mb-1 text-small font-medium text-ink-3">
              {t(`groups.${group}`)}
            </h3>
            <dl>
              {SHORTCUTS.filter((each) => each.group === group).map(({ id, keys }) => (
                <div key={id} className="flex items-center gap-4 border-b border-line py-1.5">
                  <dt className="mr-auto">{t(`does.${id}`)}</dt>
                  <dd className="flex flex-wrap justify-end gap-x-3 gap-y-1">
                    {keys.map((each) => (
                      <Keys key={each} keys={each} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
