import { expect, test } from 'vitest'
import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { languageOf, ticketLanguage } from './language.ts'

test.each([
  ['en', 'The till in the shop prints nothing since this morning, can you help us?'],
  ['en', 'I cannot sign in.'],
  ['de', 'Die Kasse im Laden druckt seit heute früh nichts mehr, können Sie uns helfen?'],
  ['de', 'Drucker geht nicht mehr'],
  ['fr', "La caisse du magasin n'imprime plus depuis ce matin, pouvez-vous nous aider ?"],
  ['fr', 'Bonjour, mon écran est noir'],
  ['nl', 'De kassa in de winkel print sinds vanochtend niets meer, kunt u ons helpen?'],
  ['nl', 'Mijn scherm blijft zwart en het geluid doet het ook niet'],
  ['es', 'La caja de la tienda no imprime nada desde esta mañana, ¿nos pueden ayudar?'],
  ['es', 'Hola, no puedo entrar en el correo'],
  ['it', 'La cassa del negozio non stampa più da questa mattina, ci potete aiutare?'],
  ['it', 'Buongiorno, non riesco ad aprire la posta'],
  ['pt', 'A caixa da loja não imprime nada desde esta manhã, podem ajudar-nos?'],
  ['pt', 'Olá, não consigo abrir o meu e-mail'],
  ['pl', 'Kasa w sklepie nie drukuje od rana, czy możecie nam pomóc?'],
  ['pl', 'Dzień dobry, nie mogę się zalogować'],
  ['de', 'Bei allen Kollegen kommt "You need permission to access this"'],
  ['fr', 'Pouvez-vous réinitialiser le mot de passe de Lila'],
  ['fr', "L'écran n'affiche rien"],
  ['es', 'Error al abrir Outlook, no funciona'],
  ['it', 'Il telefono non squilla'],
  ['pt', 'O telefone não toca'],
  ['nl', 'Telefoon gaat niet over'],
  ['en', 'My computer won’t start'],
] as const)('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language)
})

test.each(['', 'Printer offline', 'TS-TILL-3', '0x80780119', 'Outlook', 'שלום', '日本語', 'la la', 'de'])(
  '%s is of no sure language',
  (text) => {
    expect(languageOf(text)).toBe(null)
  },
)

const note = (text: string, from_contact: boolean): TicketNote => ({
  id: text,
  kind: 'note',
  text,
  visibility: 'client_visible',
  placements: ['discussion'],
  author: from_contact ? 'Kim Tran' : 'Ben Okafor',
  from_contact,
  created_at: null,
})

test('the client’s first note tells, not a colleague’s and not a later one', () => {
  const notes = [
    note('Called in, I will look at it when we are on site.', false),
    note('  ', true),
    note('Die Kasse druckt nicht.\n\nThis e-mail is confidential and intended only for the addressee.', true),
    note('It is still the same with the other one.', true),
  ]
  expect(ticketLanguage({ notes })).toBe('de')
  expect(ticketLanguage({ notes: notes.slice(0, 1) })).toBe(null)
})
