import { createHash } from 'node:crypto'
import { Problem } from '../../shared/problems.ts'
import { forgetTries, takeBackTry, takeTry } from '../db/counting-queries.ts'
import { limit } from '../limits.ts'
import type { World } from '../world.ts'

/** Where a password is typed: the network of the caller, and the device when this person signed in on it before. */
export type Caller = { network: string; device: string | null }

/** Seconds that the first try beyond the free ones makes the next one wait; each further one doubles it. */
const firstWaitS = 30
/** Over all networks, where nobody is known: a guesser with many addresses is slowed, one with a single one is not felt. */
const freeForPerson = 30

/** `right`: the password was, and what was tried before it counts no more. */
export type Counted = { right(): Promise<void> }

/** Stands for an e-mail address, known to us or not, without holding it. */
export const personOf = (email: string) =>
  createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22)

/**
 * Counts one try before the password is looked at, so that guesses in parallel do not slip through; throws too_often
 * while an earlier wrong one makes it wait. Strangers wait for what was tried from their network and, after many, for
 * what was tried everywhere; a known device waits for itself alone, so nobody keeps its person out.
 */
export async function countTry(world: World, email: string, { network, device }: Caller): Promise<Counted> {
  const { system } = world.db
  const { PASSWORD_TRIES, SIGN_INS_PER_MINUTE, LOGINS_PER_ADDRESS_PER_MINUTE } = world.config
  const person = personOf(email)
  const own = device ? `device:${device}` : `person:${person}:${network}`
  if (!device) {
    await limit(world, `login:address:${network}`, LOGINS_PER_ADDRESS_PER_MINUTE, 60)
    await limit(world, 'login:all', SIGN_INS_PER_MINUTE, 60)
  }
  await take(world, own, PASSWORD_TRIES)
  const everywhere = `person:${person}`
  if (!device)
    await take(world, everywhere, freeForPerson).catch(async (error: unknown) => {
      await takeBackTry(system, own)
      throw error
    })
  return {
    right: async () => {
      await forgetTries(system, own)
      if (!device) await takeBackTry(system, everywhere)
    },
  }
}

/** The same for the password of whoever is signed in, from wherever: who holds a stolen sign-in guesses no faster. */
export async function countOwnTry(world: World, userId: string): Promise<Counted> {
  const bucket = `own:${userId}`
  await take(world, bucket, world.config.PASSWORD_TRIES)
  return { right: () => forgetTries(world.db.system, bucket) }
}

async function take(world: World, bucket: string, free: number): Promise<void> {
  const heldS = await takeTry(world.db.system, { bucket, free, firstWaitS })
  if (heldS !== null)
    throw new Problem('too_often', 'There were too many wrong passwords. Wait a moment and try again.', {
      extra: { retry_after_s: heldS },
    })
}
