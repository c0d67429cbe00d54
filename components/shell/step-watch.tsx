"use client";
import { useEffect, useState } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";

const CatchUp = onDemand(() =>
  import("#components/shell/catch-up.tsx").then(
    (module) => module.CatchUp,
    () => () => null,
  ),
);

/**
 * Watches steps through the tab's history: one that cuts off a refresh can leave Next waiting for parts of the page
 * that never come.
 */
export function StepWatch() {
  const [steps, setSteps] = useState(0);
  useEffect(() => {
    const onStep = () => setSteps((before) => before + 1);
    window.addEventListener("popstate", onStep);
    return () => window.removeEventListener("popstate", onStep);
  }, []);
  return steps > 0 && <CatchUp key={steps} />;
}
