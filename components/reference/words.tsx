/** Text in which what stands between backticks is code. */
export function Words({ children }: { children: string }) {
  return children.split("`").map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // The parts of one text never change places.
      // oxlint-disable-next-line react/no-array-index-key
      <code key={at} className="font-mono text-small wrap-anywhere">
        {part}
      </code>
    ),
  );
}
