/**
 * A reading that never runs twice at once. Who asks while one runs is given the next, shared with all others who ask
 * meanwhile: the one that runs may have begun before what they want to see.
 */
export function oneAtATime(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = (): Promise<void> => {
    next = null
    running = read().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (running && !next) next = running.then(begin, begin)
    return next ?? begin()
  }
}
