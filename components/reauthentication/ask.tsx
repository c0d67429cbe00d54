"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { NextIntlClientProvider } from "next-intl";
import { createRoot } from "react-dom/client";
import { WhoItIs } from "#components/reauthentication/who-it-is.tsx";
import { askToConfirmAction } from "#lib/reauthentication/actions.ts";

let asking: Promise<boolean> | null = null;

async function ask(): Promise<boolean> {
  const question = await askToConfirmAction().catch(() => null);
  if (!question?.ok) return false;
  const { ways, locale, words } = question.data;
  // In a place of its own: any component of any page may ask, and none has to make room for it.
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  const gone = () => {
    root.unmount();
    place.remove();
  };
  return new Promise((resolve) => {
    root.render(
      <CSPProvider disableStyleElements>
        <NextIntlClientProvider locale={locale} timeZone="UTC" messages={words}>
          <WhoItIs ways={ways} onAnswer={resolve} onClosed={gone} />
        </NextIntlClientProvider>
      </CSPProvider>,
    );
  });
}

/** Asks the reader for their password or a code; answers whether it was right. Of several at once one is asked. */
export function askWhoItIs(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}
