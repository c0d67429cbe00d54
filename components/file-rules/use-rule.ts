"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { bytesOf, sizeText } from "#components/file-rules/size-text.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { type Kind, POLICY } from "#lib/documents/constants.ts";
import { sameRule, schoolPolicy, type UploadRule } from "#lib/documents/school-policy.ts";
import { setUploadRuleAction } from "#lib/upload-rules/actions.ts";

/** What a rule comes to, as the fields show it. */
function fieldsOf(kind: Kind, rule: UploadRule | null, locale: string) {
  const { maxSize, types } = schoolPolicy(kind, rule === null ? {} : { [kind]: rule });
  return { text: sizeText(maxSize, locale), bytes: maxSize, types: new Set(Object.keys(types)) };
}

/** The rule of a kind in the making: what the fields hold, what it was, and how it is saved. */
export function useRule(kind: Kind, rule: UploadRule | null) {
  const t = useTranslations("fileRules");
  const name = useTranslations("kinds")(kind);
  const errorText = useErrorText();
  const locale = useLocale();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [known, setKnown] = useState(rule);
  const [told, setTold] = useState(rule);
  const shown = fieldsOf(kind, known, locale);
  const [text, setText] = useState(shown.text);
  const [types, setTypes] = useState<ReadonlySet<string>>(shown.types);
  const [tried, setTried] = useState(false);

  const show = (next: UploadRule | null) => {
    const fields = fieldsOf(kind, next, locale);
    setKnown(next);
    setText(fields.text);
    setTypes(fields.types);
    setTried(false);
  };
  // The server has another one than the page was drawn with: somebody else has changed it.
  if (JSON.stringify(told) !== JSON.stringify(rule)) {
    setTold(rule);
    if (!sameRule(kind, rule, known)) show(rule);
  }

  const bytes = bytesOf(text, shown);
  const wanted: UploadRule | null = bytes === null ? null : { types: [...types], maxBytes: bytes };
  const isWhole = bytes !== null && types.size > 0;
  const store = (to: UploadRule | null) =>
    start(async () => {
      const result = await setUploadRuleAction({ kind, from: known, to }).catch(() => null);
      if (result?.ok) {
        show(result.data);
        sayDone(t("saved", { kind: name }), undefined, `rule:${kind}`);
      } else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
      // The uploads of this tab go by it from now on; after a conflict, the page shows what it is.
      if (result !== null) router.refresh();
    });
  return {
    text,
    setText,
    types,
    setTypes,
    pending,
    problem: {
      size: tried && bytes === null,
      types: tried && types.size === 0,
    },
    isChanged: !isWhole || !sameRule(kind, wanted, known),
    isUsual: sameRule(kind, known, null) && isWhole && sameRule(kind, wanted, null),
    save: () => {
      setTried(true);
      if (isWhole) store(wanted);
    },
    backToUsual: () => {
      if (sameRule(kind, known, null)) show(null);
      else store(null);
    },
    usual: POLICY[kind],
  };
}
