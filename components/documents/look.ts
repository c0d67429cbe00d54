/** How the list is laid out: as rows or as cards. */
export type View = "list" | "grid";

/** How close together: rows of 44 or of 36 pixels, larger or smaller cards. */
export type Density = "comfortable" | "compact";

export type Look = { view: View; density: Density };

/** The cookie that remembers the look on this device, such as `grid.compact`, so that the server draws it at once. */
export const LOOK_COOKIE = "athena_look";

/** Whether an address asks for a view that there is. */
export function isView(value: unknown): value is View {
  return value === "list" || value === "grid";
}

/** The look that the cookie remembers; what it does not say, or says wrongly, is as for somebody new. */
export function readLook(cookie: string | undefined): Look {
  const [view, density] = (cookie ?? "").split(".");
  return { view: isView(view) ? view : "list", density: density === "compact" ? density : "comfortable" };
}
