import { expect, test } from 'vitest'
import { deviceOf, readTicket, reported } from './ticket.ts'

test.each<[string, string[]]>([
  ['Since 9 this morning nothing comes in', ['Reported since 9 this morning']],
  ['down since yesterday afternoon, please help', ['Reported since yesterday afternoon']],
  ['broken since Monday.', ['Reported since Monday']],
  ['since 08:52 we see 550 5.7.1 from everyone', ['Error 5.7.1 is reported', 'Reported since 08:52']],
  ['VPN error 809', ['Error 809 is reported']],
  ['Error code: 0x80070005', ['Error 0x80070005 is reported']],
  ['since the beginning of time', []],
  ['server 5.7.1.9 answers', []],
  ['nothing special', []],
])('“%s” states %j', (words, facts) => {
  expect(reported(words).map(({ text }) => text)).toEqual(facts)
})

const ticket = (devices: string[], text = '') =>
  readTicket(
    JSON.stringify({ summary: 'Slow', devices: devices.map((name) => ({ name })), notes: [{ text }] }),
  )

test.each<[string[], string, string | null]>([
  [['PC-1'], '', 'PC-1'],
  [['PC-1', 'PC-2'], 'it is pc-2', 'PC-2'],
  [['PC-1', 'PC-2'], 'both pc-1 and pc-2', null],
  [['PC-1', 'PC-2'], '', null],
  [[], 'PC-1', null],
])('of %j with “%s” the device is %s', (devices, words, device) => {
  expect(deviceOf(ticket(devices), words)).toBe(device)
  expect(deviceOf(ticket(devices, words), '')).toBe(device)
})
