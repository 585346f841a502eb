import { expect, test } from 'vitest'
import { checkPasswordRule } from './password-rule.ts'

const ben = {
  email: 'ben.okafor@acme.example',
  name: 'Ben Okafor',
  account_name: 'Acme MSP',
  account_key: 'acme',
}
const verdict = (password: string) =>
  checkPasswordRule(password, ben).then(
    () => 'taken',
    (problem: { code: string; message: string; fields: Record<string, string> }) => {
      expect(problem).toMatchObject({ code: 'password_weak', fields: { password: problem.message } })
      return problem.message
    },
  )

test.each([
  ['eleven sign', /at least 12 characters; this one has 11/],
  ['🧩🧩🧩🧩🧩🧩', /this one has 6/],
  ['aaaaaaaaaaaaaa', /repeats/],
  ['121212121212', /repeats/],
  ['1q2w3e4r5t6y', /stolen/],
  ['Password1234', /stolen/],
  ['P@ssw0rd!!!!', /stolen/],
  ['passwordpassword', /stolen/],
  ['qwertyuiop123', /stolen/],
  ['abcdefghijkl', /keyboard or the alphabet/],
  ['qwertyuiopasdf', /keyboard or the alphabet/],
  ['poiuytrewq4321', /keyboard or the alphabet/],
  ['yxcvbnm-98765', /keyboard or the alphabet/],
  ['ben.okafor@acme.example', /your name, your address or your account/],
  ['BenOkafor2026!', /your name/],
  ['acme-msp-2026!', /your account/],
  ['flowpilot-demo', /your account/],
  ['Acme FlowPilot 1', /your account/],
])('%s cannot be used', async (password, why) => {
  expect(await verdict(password)).toMatch(why)
})

test.each([
  'seven brown owls',
  'benevolent horse, acme of taste',
  'Grüße aus Köln 7',
  'xk9!Qv2@mP4#',
  'пароль из пяти слов',
  '十二文字以上の合言葉です今日',
])('%s can', async (password) => {
  expect(await verdict(password)).toBe('taken')
})
