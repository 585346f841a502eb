import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { setPasswordByLink } from '../../server/sign-in/password-link.ts'
import { people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createPeopleModel } from './people-model.ts'

let world: TestWorld
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  pods = createTestPods(world, await people(world))
})
afterEach(() => pods.leave())
afterAll(() => world?.stop())

/** Ada's list of people, and a reading of it whose answer is still on its way. */
async function openPeople() {
  const { pod, hold } = await pods.open('ada')
  const model = createPeopleModel(pod)
  const readSlowly = async () => {
    const held = hold(/GET .*\/people$/)
    const loaded = model.load()
    await held.reached
    return () => {
      held.release()
      return loaded
    }
  }
  return { model, readSlowly }
}
const invitation = (name: string) =>
  ({ name, email: `${name.split(' ')[0]?.toLowerCase()}@acme.example`, role: 'engineer' }) as const

test('a list from before the invitation does not take away the link that is shown once', async () => {
  const { model, readSlowly } = await openPeople()
  const arrives = await readSlowly()
  await model.invite(invitation('Dora Sand'))
  const made = model.made.value
  await arrives()
  expect(made?.link).toMatchObject({ delivery: 'shown' })
  expect(model.made.value).toBe(made)
})

test('nor does one from before a reset, in which the person has no link yet', async () => {
  const { model, readSlowly } = await openPeople()
  await model.load()
  const ben = model.people.value?.find(({ name }) => name === 'Ben Okafor')
  if (!ben) throw new Error('no Ben')
  const arrives = await readSlowly()
  expect(await model.reset(ben)).toBe(true)
  await arrives()
  expect(model.made.value?.person_id).toBe(ben.id)
})

test('once the link was used there is nothing left to pass on', async () => {
  const { model } = await openPeople()
  const unfollow = model.watch()
  await model.invite(invitation('Finn Berg'))
  const link = model.made.value?.link
  const token = link?.delivery === 'shown' ? (link.link.split('#')[1] ?? '') : ''
  const password = 'Sunflower fields near Delft 27'
  await setPasswordByLink(world, { token, password }, { address: '203.0.113.7', user_id: undefined })
  await expect.poll(() => model.made.value).toBeNull()
  unfollow()
})

test('the rules of a second factor are those of the account now', async () => {
  const { model } = await openPeople()
  await world.db.admin`update accounts set second_factor_required = true`
  expect(await model.factorRules()).toMatchObject({ second_factor_required: true })
})
