/** `ticket`: the one to begin from. */
export const ticketQuery = { ticket: (given: string) => (/^[1-9]\d{0,9}$/.test(given) ? given : undefined) }
