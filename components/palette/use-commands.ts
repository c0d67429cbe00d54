"use client";
import {
  Braces,
  FolderUp,
  Keyboard,
  KeyRound,
  Languages,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  ShieldCheck,
  Sun,
  Upload,
  Webhook,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { After } from "#components/palette/palette.tsx";
import { applyTheme, shownTheme } from "#components/shell/apply-theme.ts";
import { openOverlay } from "#components/shell/overlay.ts";
import { usePageActions } from "#components/shell/page-actions.ts";
import { pagesFor, type Reader } from "#components/shell/pages.ts";
import { THEMES } from "#components/shell/theme.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import { pickFiles } from "#components/upload/pick-files.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import { setLocaleAction, signOutAction } from "#lib/auth/actions.ts";
import { LOCALES } from "#lib/i18n/constants.ts";

/** One thing the palette can do, and where the focus belongs after it. */
export type PaletteCommand = {
  id: string;
  group: "selection" | "pages" | "actions";
  label: string;
  icon: LucideIcon;
  after: After;
  run: () => void;
};

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Everything that can be done from here and now: with the selection, going to pages, and the rest. */
export function useCommands(reader: Reader): PaletteCommand[] {
  const t = useTranslations();
  const router = useRouter();
  const locale = useLocale();
  const uploads = useUploads();
  const offered = usePageActions();
  const errorText = useErrorText();
  const chooseLanguage = async (next: string) => {
    const result = await setLocaleAction(next);
    if (result.ok) router.refresh();
    else sayFailed(errorText(result.code, result.details));
  };
  const unreachable = () => sayFailed(errorText("internal"));
  const commands: PaletteCommand[] = [];
  const add = (
    group: PaletteCommand["group"],
    id: string,
    icon: LucideIcon,
    label: string,
    run: () => void,
    after: After = "back",
  ) => commands.push({ group, id, icon, label, run, after });

  for (const { id, icon, label, run, takesFocus } of offered) {
    add("selection", `page-${id}`, icon, label, run, takesFocus ? "elsewhere" : "back");
  }
  for (const { href, name, icon } of pagesFor(reader)) {
    add("pages", href, icon, t(`shell.${name}`), () => router.push(href), "page");
  }
  if (reader.school) {
    const [hooks, signingIn] = ["/settings/school/webhooks", "/settings/school/signing-in"];
    add("pages", signingIn, ShieldCheck, t("palette.signingIn"), () => router.push(signingIn), "page");
    const [tokens, api] = ["/settings/school/api-tokens", "/settings/school/api"];
    add("pages", hooks, Webhook, t("palette.webhooks"), () => router.push(hooks), "page");
    add("pages", tokens, KeyRound, t("palette.apiTokens"), () => router.push(tokens), "page");
    add("pages", api, Braces, t("palette.apiReference"), () => router.push(api), "page");
  }
  if (uploads !== null) {
    const kind = t(`kinds.${uploads.kind}`);
    const names =
      uploads.kind === "document"
        ? ([t("palette.upload"), t("palette.uploadFolder")] as const)
        : ([t("palette.uploadTo", { kind }), t("palette.uploadFolderTo", { kind })] as const);
    add("actions", "upload", Upload, names[0], uploads.choose);
    add("actions", "upload-folder", FolderUp, names[1], () =>
      pickFiles({ webkitdirectory: "" }, uploads.add),
    );
  }
  for (const theme of (["system", ...THEMES] as const).filter((each) => each !== shownTheme())) {
    const label = t("palette.theme", { theme: t(`account.themes.${theme}`) });
    add("actions", `theme-${theme}`, THEME_ICONS[theme], label, () => applyTheme(theme));
  }
  for (const other of LOCALES.filter((each) => each !== locale)) {
    const choose = () => void chooseLanguage(other).catch(unreachable);
    // In its own words, for whoever came to a language that they cannot read.
    add(
      "actions",
      `language-${other}`,
      Languages,
      `${t("languages.label")}: ${t(`languages.${other}`)}`,
      choose,
    );
  }
  add(
    "actions",
    "password",
    KeyRound,
    t("account.changePassword"),
    () => router.push("/settings/account#currentPassword"),
    "elsewhere",
  );
  add("actions", "keys", Keyboard, t("shortcuts.title"), () => openOverlay("help"), "elsewhere");
  add("actions", "sign-out", LogOut, t("shell.signOut"), () => void signOutAction().catch(unreachable));
  return commands;
}
