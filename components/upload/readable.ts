/** Whether a file can still be read as it was chosen; browsers refuse one that has changed. */
export async function readable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
