"use client";
import { useEffect, useState } from "react";
import { Avatar } from "#components/profiles/avatar.tsx";
import { pictureOf } from "#components/profiles/picture-cache.ts";

type Somebody = { id: string; name: string };

/** A person's picture, which is asked for when this is shown. Their name stands beside it. */
export function PersonPicture({ id, name }: Somebody) {
  const [picture, setPicture] = useState<{ of: string; url: string | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    void pictureOf(id).then((url) => wanted && setPicture({ of: id, url }));
    return () => {
      wanted = false;
    };
  }, [id]);
  return <Avatar name={name} url={picture?.of === id ? picture.url : null} />;
}

/** A person by picture and name. */
export function Person({ id, name }: Somebody) {
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <PersonPicture id={id} name={name} />
      <span className="min-w-0">{name}</span>
    </span>
  );
}
