/** The room that a preview takes beside a list, from the first sight of the page on: nothing moves when it comes. */
export function PanelGround() {
  return (
    <div
      aria-hidden
      data-panel
      className="fixed inset-y-0 right-0 hidden w-(--panel) border-l border-line bg-sunken xl:block"
    />
  );
}
