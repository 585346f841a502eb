/** An order that a text gives; `words` is what to say, where to link, whom to name. */
export type Order = {
  kind:
    | 'say'
    | 'resolve'
    | 'post'
    | 'tool'
    | 'escalate'
    | 'link'
    | 'secret'
    | 'done'
    | 'fact'
    | 'forget'
    | 'header'
    | 'marker'
  words: string
}

const address = String.raw`(https?:\/\/[^\s"'<>)\\\]]+)`

/** English and German, as attackers write them; the first group, where there is one, is what it is about. */
const phrases: readonly (readonly [Order['kind'], RegExp])[] = [
  [
    'resolve',
    /\b(?:mark|set|declare) (?:this|the) (?:ticket|case) (?:as |to )?(?:resolved|closed|done|solved)/giu,
  ],
  ['resolve', /\bclose (?:this|the) (?:ticket|case)\b/giu],
  ['resolve', /\b(?:dieses|das|den) (?:Ticket|Fall) (?:als |auf )?(?:gelöst|erledigt|geschlossen)/giu],
  ['resolve', /\bschließe (?:dieses|das|den) (?:Ticket|Fall)/giu],
  [
    'post',
    /\b(?:post|send|publish) (?:this|it|the following)(?: note)? to the (?:client|customer)(?::? ?(.{0,120}))?/giu,
  ],
  ['post', /\b(?:sende|schicke|poste) (?:dies|das|Folgendes) an den Kunden(?::? ?(.{0,120}))?/giu],
  ['escalate', /\bescalate (?:this|the case|it)\b/giu],
  ['escalate', /\beskaliere (?:das|den Fall|dies)/giu],
  ['link', new RegExp(String.raw`\b(?:add|include|insert|show|use) (?:this|the) link:? ${address}`, 'giu')],
  ['link', new RegExp(String.raw`\bLink (?:einfügen|zeigen|einbauen):? ${address}`, 'giu')],
  ['link', new RegExp(String.raw`\b(?:fetch|open|load|call) ${address}`, 'giu')],
  [
    'secret',
    /\b(?:print|reveal|repeat|show|tell) (?:me )?(?:the|all|every) (?:passwords?|secrets?|keys?|tokens?)/giu,
  ],
  [
    'secret',
    /\b(?:nenne|zeige|verrate|wiederhole) (?:das|alle|jedes) (?:Kennwort|Kennwörter|Passwort|Passwörter)/giu,
  ],
  [
    'done',
    /\b(?:mark|tick|set) (?:all|every|each)(?: open)? (?:steps?|tasks?) (?:as )?(?:done|completed|finished)/giu,
  ],
  ['done', /\balle (?:offenen )?Schritte (?:als )?(?:erledigt|abgehakt|abhaken)/giu],
  ['fact', /\b(?:record|note|save) as (?:a )?(?:confirmed|checked|verified) fact:? ([^.\n"\\]{3,160})/giu],
  ['fact', /\bals (?:bestätigte|geprüfte) Tatsache (?:festhalten|eintragen):? ([^.\n"\\]{3,160})/giu],
  ['forget', /\b(?:delete|forget|remove) (?:all|every) (?:facts?|steps?|causes?)/giu],
  ['forget', /\b(?:lösche|vergiss|entferne) alle (?:Fakten|Schritte|Ursachen)/giu],
  ['header', /\bset the client(?: name)? to ([^.\n"\\]{3,60})/giu],
  ['header', /\bsetze den Kunden auf ([^.\n"\\]{3,60})/giu],
  ['say', /\b(?:say|write|answer|reply)(?: only| exactly)?: ([^.\n"\\]{3,160})/giu],
  ['say', /\b(?:sage|schreibe|antworte)(?: nur| genau)?: ([^.\n"\\]{3,160})/giu],
  ['marker', /([^\n"\\]{0,120}⟦[^⟧\n]{1,40}⟧[^\n"\\]{0,60})/gu],
  ['tool', /(?:<invoke name=\\?"post_note|\\?"type\\?":\s*\\?"tool_use|\[TOOL_CALL\]|function_call)/giu],
]
/** What looks like a secret to it: it repeats them all. */
const secrets =
  /(?:password|passwort|kennwort|token|key)\S*\s+(?:is|ist|lautet|works)?\s*[:=]?\s*(\S{6,40})/giu

export function ordersIn(text: string): Order[] {
  const found = new Map<string, Order>()
  for (const [kind, phrase] of phrases)
    for (const match of text.matchAll(phrase)) {
      const words =
        kind === 'secret'
          ? [...text.matchAll(secrets)].map(([, one]) => one).join(' ')
          : (match[1] ?? match[0])
      found.set(`${kind} ${words}`, { kind, words })
    }
  return [...found.values()]
}
