"use client";
import { useEffect, useRef } from "react";
import { CONTROL, type FieldControl } from "#components/ui/field.tsx";

/** All time zones by region; the browser's own is chosen as soon as it is known. */
export function TimeZoneSelect({ control, zones }: { control: FieldControl; zones: readonly string[] }) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // Not in state: a choice made before the script arrived must stay.
    if (select.current?.value === "UTC" && zones.includes(own)) select.current.value = own;
  }, [zones]);
  const regions = Map.groupBy(zones, (zone) => zone.split("/")[0] ?? zone);
  return (
    <select {...control} ref={select} name="timeZone" required defaultValue="UTC" className={CONTROL}>
      {!zones.includes("UTC") && <option value="UTC">UTC</option>}
      {[...regions].map(([region, members]) => (
        <optgroup key={region} label={region}>
          {members.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
