"use client";
import { useTranslations } from "next-intl";
import { isApple } from "#components/keyboard/apple.ts";

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** The keys of a shortcut as they stand on the reader's keyboard: `ControlOrMeta+K` is "Ctrl" and "K". */
export function useKeyNames(): (keys: string) => { sign: string; name: string }[] {
  const t = useTranslations("shortcuts.keys");
  const nameOf = (key: string) => {
    if (key === "ControlOrMeta") return isApple() ? "⌘" : t("control");
    if (key === "Shift" || key === "Space" || key === "Delete" || key === "Escape" || key === "Enter") {
      return t(key);
    }
    if (key in SIGNS) return t(key as "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight");
    // As it stands on the key.
    return key.length === 1 ? key.toUpperCase() : key;
  };
  return (keys) => keys.split("+").map((key) => ({ sign: SIGNS[key] ?? nameOf(key), name: nameOf(key) }));
}
