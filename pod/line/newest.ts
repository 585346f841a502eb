/**
 * Of answers that overtake each other the one that was asked for last stands. Called before asking; what it answers is
 * called with the answer, and says whether to show it.
 */
export function createNewest(): () => () => boolean {
  let asked = 0
  let shown = 0
  return () => {
    const own = ++asked
    return () => {
      if (own < shown) return false
      shown = own
      return true
    }
  }
}
