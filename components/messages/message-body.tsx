import { pieces } from "#components/messages/links.ts";

/** What somebody wrote, as they broke its lines. It is text alone; web addresses in it can be opened. */
export function MessageBody({ text }: { text: string }) {
  return (
    <div className="max-w-prose text-[0.9375rem]/6 whitespace-pre-wrap wrap-anywhere">
      {pieces(text).map(({ at, text: piece, href }) => {
        if (href === null) return <span key={at}>{piece}</span>;
        return (
          <a
            key={at}
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-2"
          >
            {piece}
          </a>
        );
      })}
    </div>
  );
}
