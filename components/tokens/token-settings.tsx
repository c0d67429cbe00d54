"use client";
import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { MakeToken } from "#components/tokens/make-token.tsx";
import { RevokeToken } from "#components/tokens/revoke-token.tsx";
import { type MadeToken, SecretDialog } from "#components/tokens/secret-dialog.tsx";
import { TokenRow } from "#components/tokens/token-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { TokenItem } from "#lib/tokens/types.ts";

const LIST = "divide-y divide-line border-y border-line";

/** The tokens of a school: those that hold, those that do not any more, and how to make one. */
export function TokenSettings({ first, tomorrow }: { first: readonly TokenItem[]; tomorrow: string }) {
  const t = useTranslations("tokens");
  const [known, setKnown] = useState({ first, tokens: first });
  // The server has read them again.
  if (known.first !== first) setKnown({ first, tokens: first });
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeToken | null>(null);
  const [ending, setEnding] = useState<TokenItem | null>(null);
  const show = (tokens: readonly TokenItem[]) => setKnown((now) => ({ ...now, tokens }));
  const live = known.tokens.filter(({ state }) => state === "live");
  const over = known.tokens.filter(({ state }) => state !== "live");
  const rows = (tokens: readonly TokenItem[]) =>
    tokens.map((token) => <TokenRow key={token.id} token={token} onRevoke={() => setEnding(token)} />);
  const make = (
    <Button variant="primary" onClick={() => setAsking(true)}>
      <Plus aria-hidden className="size-4" />
      {t("make")}
    </Button>
  );
  return (
    <div className="flex max-w-3xl flex-col gap-6 py-3">
      {live.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("emptyTitle")} text={t("intro")}>
          {make}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-start justify-between gap-3">
            <p className="max-w-xl text-ink-2">{t("intro")}</p>
            {make}
          </div>
          <div className="flex flex-col gap-2">
            <ul aria-label={t("title")} className={LIST}>
              {rows(live)}
            </ul>
            <p className="text-small text-ink-3">{t("usedHint")}</p>
          </div>
        </>
      )}
      {over.length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold">{t("over")}</h2>
          <ul aria-label={t("over")} className={LIST}>
            {rows(over)}
          </ul>
        </section>
      )}
      {asking && (
        <MakeToken
          tomorrow={tomorrow}
          onMade={(token, tokens) => {
            setMade(token);
            show(tokens);
          }}
          onClosed={() => setAsking(false)}
        />
      )}
      {!asking && made !== null && <SecretDialog made={made} onClosed={() => setMade(null)} />}
      {ending !== null && <RevokeToken token={ending} onRevoked={show} onClose={() => setEnding(null)} />}
    </div>
  );
}
