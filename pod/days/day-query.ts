/** Which day the page shows: `?date=2026-11-30`; today where the address does not say. */
export const dayQuery = {
  date: (given: string): string | undefined => (/^20\d\d-\d\d-\d\d$/.test(given) ? given : undefined),
}
