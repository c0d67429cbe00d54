"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { CodeAndPassword } from "#components/second-factor/code-and-password.tsx";
import { Enrol } from "#components/second-factor/enrol.tsx";
import { RecoveryCodes } from "#components/second-factor/recovery-codes.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { makeRecoveryCodesAction, turnOffSecondFactorAction } from "#lib/second-factor/actions.ts";
import { RECOVERY_CODES } from "#lib/second-factor/constants.ts";
import type { SecondFactorState } from "#lib/second-factor/types.ts";

/** How the reader signs in, in one step or in two, and what can be changed about it. */
export function SecondFactorSettings({ first, email }: { first: SecondFactorState; email: string }) {
  const t = useTranslations("secondFactor");
  const errorText = useErrorText();
  const [state, setState] = useState(first);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [pending, start] = useTransition();
  const { since, codesLeft, hasPassword, isEnforced } = state;
  const isNowOn = () =>
    setState((now) => ({ ...now, since: new Date().toISOString(), codesLeft: RECOVERY_CODES }));
  const makeCodes = () =>
    start(async () => {
      const result = await confirmFirst(makeRecoveryCodesAction).catch(() => null);
      if (!result?.ok) return sayFailed(errorText(result?.code ?? "internal", result?.details));
      setCodes(result.data);
      setState((now) => ({ ...now, codesLeft: RECOVERY_CODES }));
    });
  if (since === null) {
    return (
      <>
        <p className="text-ink-2">{t("about")}</p>
        <Enrol hasPassword={hasPassword} email={email} onDone={isNowOn} />
      </>
    );
  }
  if (codes !== null) {
    return (
      <RecoveryCodes codes={codes} isNew={false}>
        <Button variant="primary" onClick={() => setCodes(null)}>
          {t("kept")}
        </Button>
      </RecoveryCodes>
    );
  }
  if (leaving) {
    return (
      <CodeAndPassword
        hasPassword={hasPassword}
        email={email}
        intro={t("turnOffText")}
        submit={t("turnOff")}
        loss
        takesRecovery
        send={turnOffSecondFactorAction}
        onDone={(next) => {
          setState(next);
          setLeaving(false);
          sayDone(t("isOff"));
        }}
        onCancel={() => setLeaving(false)}
      />
    );
  }
  return (
    <>
      <p>
        {t("onSince")} <RelativeTime at={since} />
      </p>
      {codesLeft <= 3 ? (
        <Banner tone="wait">{t("codesLeft", { count: codesLeft })}</Banner>
      ) : (
        <p className="text-ink-2">{t("codesLeft", { count: codesLeft })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button disabled={pending} onClick={makeCodes}>
          {t("makeCodes")}
        </Button>
        {!isEnforced && (
          <Button disabled={pending} onClick={() => setLeaving(true)}>
            {t("turnOff")}
          </Button>
        )}
      </div>
      {isEnforced && <p className="text-small text-ink-3">{t("enforced")}</p>}
    </>
  );
}
