import { initialsOf } from "#components/profiles/initials.ts";

const SIZES = {
  small: "size-6 text-[0.625rem]",
  large: "size-24 text-[2rem]",
} as const;

type Props = { name: string; url: string | null; size?: keyof typeof SIZES };

/**
 * A person's picture, or their initials: these lie behind it, so that they are there while it comes, and where it does
 * not. The name stands beside it.
 */
export function Avatar({ name, url, size = "small" }: Props) {
  return (
    <span
      aria-hidden
      // No text: the name beside it is copied and searched for without its initials.
      data-initials={initialsOf(name)}
      className={`relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full border border-line bg-accent-soft font-semibold text-accent before:content-[attr(data-initials)] ${SIZES[size]}`}
    >
      {url !== null && (
        // oxlint-disable-next-line nextjs/no-img-element -- the bytes come from the bucket, past this server.
        <img src={url} alt="" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}
