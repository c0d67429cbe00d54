import { cameraPicture } from "#lib/testing/portraits.ts";
import type { Sample } from "./sample.ts";

/** A photo as a phone stores it that was held upright: lying on its side, with EXIF that says so, and where it was. */
export async function phonePhoto(name: string): Promise<Sample> {
  return { name, type: "image/jpeg", bytes: await cameraPicture({ width: 600, height: 800 }, 6) };
}
