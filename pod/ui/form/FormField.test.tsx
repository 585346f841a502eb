// @vitest-environment happy-dom
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, expect, test } from 'vitest'
import { createForm } from './create-form.ts'
import { FormBox, FormField } from './FormField.tsx'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))

async function shown(form: ReturnType<typeof passwords>) {
  const onSubmit = () => {
    const { password, again } = form.values.value
    if (password !== again) form.refuse('again', 'This is not the same password.')
  }
  await act(() =>
    render(
      <FormBox
        form={form}
        label="Choose a password"
        onSubmit={onSubmit}
        acts={<button type="submit">Set</button>}
      >
        <FormField form={form} name="password" label="Password" hint="A few words." />
        <FormField form={form} name="again" label="Once more" />
      </FormBox>,
      box,
    ),
  )
}
const passwords = () => createForm({ password: '', again: '' })
const field = (name: string) => box.querySelector<HTMLInputElement>(`[name=${name}]`) as HTMLInputElement
const type = (name: string, sign: string) =>
  act(() => {
    const input = field(name)
    input.focus()
    input.value += sign
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
const submit = () => act(() => void box.querySelector('form')?.requestSubmit())

test('after a refusal Ben corrects another field, and every key lands where he types', async () => {
  await shown(passwords())
  await type('password', 'a')
  await type('again', 'b')
  await submit()
  expect(document.activeElement).toBe(field('again'))
  for (const sign of 'two words') {
    await type('password', sign)
    expect(document.activeElement).toBe(field('password'))
  }
  await submit()
  expect(document.activeElement).toBe(field('again'))
})

test('what is wrong is read with the field and is no part of its name', async () => {
  await shown(passwords())
  await type('again', 'b')
  await submit()
  const { labels, attributes } = field('again')
  expect([...(labels ?? [])].map((label) => label.textContent)).toEqual(['Once more'])
  const below = attributes.getNamedItem('aria-describedby')?.value ?? ''
  expect(document.getElementById(below)?.textContent).toBe('This is not the same password.')
})
