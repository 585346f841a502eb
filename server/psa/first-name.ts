/** Words before a name. After a form of address a single word is a surname. */
const titles = new Set(
  `mr mrs ms miss mx sir madam dr prof professor doctor herr frau hr dipl ing med phil rer nat mag mme mlle monsieur madame
  mademoiselle dhr mevr mw meneer mevrouw heer drs mr sr sra srta señor señora señorita dna sig signor signora signorina
  sigra dott dottssa dottore dottoressa avv arch rag geom senhor senhora pan pani mgr inż lic hab`.split(
    /\s+/,
  ),
)

/** Words that no person is called: functions, devices, legal forms. One of them makes it no person's name. */
const notAPerson = new Set(
  `anonymous admin administrator administration alert alerts account accounts accounting accountspayable accueil amministrazione assistenza
  backup backups billing biuro bookkeeping buchhaltung bv bvba centrale client clinic co company compta comptabilité contact
  corp corporation customer dental desk direction einkauf email empfang eurl facturation fax finance front gbr gmbh group
  gruppe guest helpdesk hotline hr-team inc info it kanzlei kg kontakt kundendienst lab limited llc llp lp ltd ltda mail
  mailbox manager monitoring noreply no-reply nv office oficina operations order orders payable payroll plc praxis
  printer purchasing receivable recepción reception receptie receptionist ricezione rmm sales sarl sas scan scanner
  secretariat sekretariat segreteria server service servicedesk services shipping sklep sl spa sprl srl staff stiftung
  studio support system systems team test ticket tickets ufficio ug unknown user users verein vertrieb verwaltung
  voicemail warehouse webmaster zarząd zentrale`.split(/\s+/),
)
/** Parts of the names of firms and houses, and words between two people. */
const ofFirms =
  /(?:praxis|haus|hotel|schule|gymnasium|klinik|apotheke|kanzlei|werke?|handel|traders|trading|partners?|solutions|consulting|agency|foundation|association|council|hospital|school|church|bank|store|shop|restaurant|pharmacy)$|^(?:und|and|et|y|e|i|en|familie|family|famille|familia|famiglia|eheleute)$|['’]s$/u

/** Letters after a name, which a comma sets apart as it does a surname before a first name. */
const suffixes = new Set(
  'jr sr ii iii iv cpa cfa mba md phd dds dmd esq rn np msc bsc ba ma llm pe pmp cissp cfo ceo cto coo mcp'.split(
    ' ',
  ),
)

/** A name that begins with one of these is a surname. */
const particles = new Set('de van von der den da di del la le du dos el al zu zur ten ter vom'.split(' '))

const nameWord = /^\p{L}+(?:['’-]\p{L}+)*$/u
const longestName = 80

/** The first name in a person's full name, to greet by; null where it may be none: a company, an address, a surname. */
export function firstNameOf(fullName: string, company: string | null): string | null {
  const words = personWords(fullName, company)
  if (!words) return null
  const [first, second] = words.names
  // After "Frau" or "Dr." one word is the surname.
  if (!first || particles.has(bare(first)) || (words.titled && !second)) return null
  return inCase(isSurnameFirst(words.names) ? (words.names.at(-1) ?? first) : first)
}

/** What stands in a record's own field for the first name: several words may be one. */
export function givenNameOf(given: string, last: string, company: string | null): string | null {
  if (last.trim() === '') return firstNameOf(given, company)
  if (!personWords(`${given} ${last}`, company) || given.includes(',')) return null
  const words = personWords(given, null)
  return words && words.names.length > 0 && words.names.length <= 3 ? words.names.map(inCase).join(' ') : null
}

function personWords(text: string, company: string | null): { names: string[]; titled: boolean } | null {
  const plain = text
    .slice(0, longestName)
    .normalize('NFC')
    .replace(/[([<].*$/u, '')
    .replace(/["“”„]/g, '')
    .replace(/\svia\s.*$/i, '')
    .replace(/^de heer\s/i, 'heer ')
    .trim()
  if (/[@\d/\\_|&+:]/.test(plain) || isCompany(plain, company)) return null
  const ordered = inOrder(plain, company)
  if (ordered === null) return null
  const all = ordered.split(/\s+/).filter((word) => word !== '')
  const names = all.filter((word) => !titles.has(bare(word)))
  const isName = names.every((word) => nameWord.test(word) || /^\p{L}\.$/u.test(word))
  if (!isName || names.some((word) => notAPerson.has(bare(word)) || ofFirms.test(word.toLowerCase())))
    return null
  // A first name that is only a letter is nothing to greet by.
  if (names[0] !== undefined && bare(names[0]).length < 2) return null
  return { names, titled: names.length < all.length }
}

/** "Last, First" the other way round; a suffix, a company or a title after the comma dropped; null where it is unclear. */
function inOrder(name: string, company: string | null): string | null {
  const [before = '', after = '', ...more] = name.split(',').map((part) => part.trim())
  if (after === '') return before
  if (more.some((part) => !suffixes.has(bare(part)))) return null
  const afterWords = after.split(/\s+/)
  if (afterWords.every((word) => suffixes.has(bare(word)))) return before
  if (isCompany(after, company) || afterWords.some((word) => notAPerson.has(bare(word))))
    return before.includes(' ') ? before : null
  return afterWords.length <= 3 ? `${after} ${before}` : null
}

function isCompany(name: string, company: string | null): boolean {
  const [a, b] = [wordsOf(name), wordsOf(company ?? '')]
  return (
    a.length > 0 &&
    b.length > 0 &&
    (a.join(' ') === b.join(' ') || a.join('') === b.join('') || startsWith(b, a) || startsWith(a, b))
  )
}

const startsWith = (long: string[], short: string[]) => short.every((word, index) => long[index] === word)

/** "REYES Ann": the surname in capitals comes first. */
function isSurnameFirst(names: string[]): boolean {
  const isLoud = (word: string | undefined) =>
    word !== undefined && word.length > 1 && word === word.toUpperCase()
  return names.length > 1 && isLoud(names[0]) && names.slice(1).some((word) => !isLoud(word))
}

function inCase(name: string): string {
  if (name !== name.toUpperCase() && name !== name.toLowerCase()) return name
  return name.toLowerCase().replace(/(^|[-'’])\p{L}/gu, (letter) => letter.toUpperCase())
}

const bare = (word: string) => word.toLowerCase().replace(/[^\p{L}-]/gu, '')
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
