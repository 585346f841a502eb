import { describe, expect, test } from 'vitest'
import { open, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'

const ticket = (number: string) => open({ ticket: seedTicket(number) })
const words = (title: string) => open({ title, words: title })
const start = (one: string) => (/^\d{5}$/.test(one) ? ticket(one) : words(one))
const texts = ({ state }: Rehearsal) => state.facts.map(({ text }) => text).join('\n')
const played = (one: string, messages: readonly string[]) => messages.reduce(say, start(one))

const room = ['nur wlan, nur meetingraum. 14 leute auf einem ap']
const ups = ['mrs lin says the carpet is wet. new ups ordered yesterday', 'the cabinet was bought 2019']
const trays = ['toner is at 40%', 'tray 2 is full', 'the queue is empty']

describe('a correction takes back what it contradicts and nothing else', () => {
  test.each<[string, string[], string, RegExp, RegExp, RegExp]>([
    [
      'Meetingraum WLAN Filiale',
      room,
      'quatsch, nicht ein gerät. alle 14',
      /One device/i,
      /14 leute/,
      /Alle 14/,
    ],
    ['Meetingraum WLAN Filiale', room, 'nein!! nicht nur ein gerät', /One device/i, /14 leute/, /gerät/],
    [
      '48287',
      ups,
      'correction: the new ups is not ordered yet',
      /ordered yesterday/,
      /carpet/,
      /not ordered/,
    ],
    ['48287', ups, 'wrong, the cabinet was bought 2023', /2019/, /carpet/, /2023/],
    ['48287', ups, 'stimmt nicht: cabinet is from 2023', /2019/, /carpet/, /2023/],
    ['48297', trays, 'quatsch, tray 2 is empty', /Tray 2 is full/, /40%/, /Tray 2 is empty/],
    ['48297', trays, 'korrektur: toner is at 4%', /40%/, /Tray 2/, /4%/],
    ['48297', trays, 'tray 2 is empty. undo that', /Tray 2 is full/, /queue/, /Tray 2 is empty/],
    ['48297', trays, 'nope, tray 2 is not full', /Tray 2 is full/, /queue/, /not full/],
    ['48297', trays, 'you got that wrong: the queue is not empty', /queue is empty/, /Tray 2/, /not empty/],
    ['48297', trays, 'my mistake, toner is at 90%', /40%/, /queue/, /90%/],
    ['48297', trays, 'stop. tray 2 is empty', /Tray 2 is full/, /40%/, /empty/],
    ['48297', trays, 'das stimmt nicht, tray 2 ist leer', /Tray 2 is full/, /40%/, /leer/],
    [
      '48295',
      ['permission is missing'],
      'no!! permission was there the whole time. undo that',
      /permission for the shared mailbox is missing/i,
      /shared mailbox does not work/,
      /there the whole time/,
    ],
    [
      '48295',
      ['Permission is missing'],
      'quatsch, die berechtigung ist vorhanden',
      /permission for the shared mailbox is missing/i,
      /shared mailbox does not work/,
      /vorhanden/,
    ],
  ])('%s %j, then “%s”', (one, messages, line, gone, stays, now) => {
    const before = played(one, messages)
    expect(texts(before)).toMatch(gone)
    const here = say(before, line)
    expect(here.last.reply).toContain('Corrected: “')
    expect(texts(here)).not.toMatch(gone)
    expect(texts(here)).toMatch(stays)
    expect(texts(here)).toMatch(now)
  })

  test.each<[string, string[], string, RegExp]>([
    ['48297', trays, 'correction: the fuser was swapped last week', /fuser was swapped/],
    ['48297', trays, 'quatsch, die duplexeinheit klappert', /duplexeinheit/],
    ['48297', trays, 'wrong, she sits on the third floor', /third floor/],
    ['48297', trays, 'korrektur: Frau Kern sitzt im zweiten Stock', /zweiten Stock/],
    ['48297', trays, 'no!! she only prints pdf', /pdf/],
    ['48297', trays, 'stop. a courier brings the drum on monday', /courier/],
    ['48297', trays, 'falsch, der techniker kommt erst morgen', /techniker/],
    ['48287', ups, 'correction: the canteen closes at nine', /nine/],
    ['48287', ups, 'quatsch, hausmeister hat keinen schlüssel', /schlüssel/],
    ['48287', ups, 'my mistake, the caretaker is on leave', /caretaker/],
    ['48287', ups, 'actually the landlord is away', /landlord/],
    ['48287', ups, 'nonsense, nobody touched the thermostat', /thermostat/],
  ])('%s %j, then “%s” names nothing known, and is only said', (one, messages, line, now) => {
    const before = played(one, messages)
    const here = say(before, line)
    for (const { text, source } of before.state.facts)
      if (source === 'engineer') expect(texts(here)).toContain(text)
    expect(texts(here)).toMatch(now)
    expect(here.last.reply).not.toContain('Corrected')
  })
})
