"use client";
import { type ComponentType, lazy, Suspense, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * A component whose code is fetched when it is first shown, in the browser alone; nothing is there meanwhile. In place of
 * next/dynamic, whose own code is 2 kB of every page.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Lazy = lazy(() => load().then((component) => ({ default: component as ComponentType<object> })));
  return function OnDemand(props: Props) {
    const inBrowser = useSyncExternalStore(
      never,
      () => true,
      () => false,
    );
    return inBrowser ? (
      <Suspense>
        <Lazy {...props} />
      </Suspense>
    ) : null;
  };
}
