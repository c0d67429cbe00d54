import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

/** What would be done in one line, the button that does it, and what stands against it. */
export function PlanSummary(props: {
  summary: string;
  action: string;
  disabled: boolean;
  onRun: () => void;
  /** About rows that are wrong; null where none is. */
  warning: string | null;
}) {
  const { summary, action, disabled, onRun, warning } = props;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-line bg-surface px-4 py-3">
        <output className="mr-auto tnum">{summary}</output>
        <Button variant="primary" disabled={disabled} onClick={onRun}>
          {action}
        </Button>
      </div>
      {warning !== null && <Banner tone="wait">{warning}</Banner>}
    </>
  );
}
