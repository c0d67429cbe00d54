"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { CodeAndPassword } from "#components/second-factor/code-and-password.tsx";
import { NewKey } from "#components/second-factor/new-key.tsx";
import { RecoveryCodes } from "#components/second-factor/recovery-codes.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { beginEnrolmentAction, confirmEnrolmentAction } from "#lib/second-factor/actions.ts";
import type { Enrolment } from "#lib/second-factor/types.ts";

/** Turns sign-in in two steps on: the app gets its key, shows a code, and the recovery codes are told. */
export function Enrol(props: {
  hasPassword: boolean;
  email: string;
  /** Where it leads once it is on; without it `onDone` says. */
  goOn?: string;
  onDone?: () => void;
}) {
  const { hasPassword, email, goOn, onDone } = props;
  const t = useTranslations("secondFactor");
  const errorText = useErrorText();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const begin = () =>
    start(async () => {
      const result = await beginEnrolmentAction().catch(() => null);
      if (result?.ok) setEnrolment(result.data);
      setProblem(result?.ok ? null : errorText(result?.code ?? "internal", result?.details));
    });
  if (codes !== null) {
    return (
      <RecoveryCodes codes={codes} isNew>
        {goOn === undefined ? (
          <Button variant="primary" onClick={onDone}>
            {t("kept")}
          </Button>
        ) : (
          <a href={goOn} className={buttonClass("primary")}>
            {t("goOn")}
          </a>
        )}
      </RecoveryCodes>
    );
  }
  if (enrolment === null) {
    return (
      <>
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div>
          <Button variant={goOn === undefined ? "secondary" : "primary"} disabled={pending} onClick={begin}>
            {t(pending ? "beginning" : goOn === undefined ? "turnOn" : "begin")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <NewKey enrolment={enrolment} />
      <CodeAndPassword
        hasPassword={hasPassword}
        email={email}
        intro={t("step3")}
        submit={t("confirm")}
        send={confirmEnrolmentAction}
        onDone={setCodes}
      />
    </div>
  );
}
