/** Renewed this long before its end, so that a call under way is not refused. */
const earlyMs = 15_000

export type TokenClock<Renewed = string> = {
  /** The token for `place`, while it is good for a call to come. */
  fresh(place?: string | null): string | null
  /** The newest one, good or not, wherever it is for. */
  last(): string | null
  leftMs(): number
  keep(value: string, goodForMs: number, place?: string | null): void
  drop(): void
  /** Where it is still that one: a refusal of the one before says nothing of a newer one. */
  dropIf(rejected: string | undefined): void
  /** The renewal under way, else a new one by `renew`. */
  share(renew: () => Promise<Renewed>): Promise<Renewed>
  /** A new one whatever is under way: from here on it is the one that is shared. */
  begin(renew: () => Promise<Renewed>): Promise<Renewed>
}

/** One access token in memory: until when it is good, and one renewal for all who find it is not. */
export function createTokenClock<Renewed = string>(
  now: () => number = () => performance.now(),
): TokenClock<Renewed> {
  let token: { value: string; endsAt: number; place: string | null } | null = null
  let running: Promise<Renewed> | null = null

  const begin = (renew: () => Promise<Renewed>) => {
    const mine = renew().finally(() => {
      if (running === mine) running = null
    })
    running = mine
    return mine
  }
  return {
    fresh: (place = null) =>
      token && token.place === place && now() < token.endsAt - earlyMs ? token.value : null,
    last: () => token?.value ?? null,
    leftMs: () => Math.max(0, (token?.endsAt ?? 0) - now()),
    keep: (value, goodForMs, place = null) => {
      token = { value, endsAt: now() + goodForMs, place }
    },
    drop: () => {
      token = null
    },
    dropIf: (rejected) => {
      if (token?.value === rejected) token = null
    },
    share: (renew) => running ?? begin(renew),
    begin,
  }
}
