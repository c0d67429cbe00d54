/**
 * The first day of the school year in which `today` is, written as 2026-09-01.
 * @param month in which the school's years begin, 1 to 12.
 */
export function schoolYearStart(today: string, month: number): string {
  const [year = 0, now = 0] = today.split("-").map(Number);
  const began = now >= month ? year : year - 1;
  return `${String(began).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
