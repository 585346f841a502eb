import { table } from './word-table.ts'

/** Short forms in full. A reader of the text sees the words that they stand for. */
export const contractions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cannot: 'can not',
    "can't": 'can not',
    cant: 'can not',
    "won't": 'will not',
    wont: 'will not',
    "shan't": 'shall not',
    "ain't": 'is not',
    ...Object.fromEntries(
      'is are was were has have had does do did could would should must need'.split(' ').flatMap((verb) => [
        [`${verb}n't`, `${verb} not`],
        [`${verb}nt`, `${verb} not`],
      ]),
    ),
    "'re": 'are',
    "'m": 'am',
    "'ve": 'have',
    "'ll": 'will',
    "'d": 'had',
    "it's": 'it is',
    "that's": 'that is',
    "there's": 'there is',
    "what's": 'what is',
    whats: 'what is',
    wheres: 'where is',
    hows: 'how is',
    whos: 'who is',
    "who's": 'who is',
    "where's": 'where is',
    "how's": 'how is',
    "let's": 'let us',
    "she's": 'she is',
    "he's": 'he is',
    hes: 'he is',
    shes: 'she is',
    theyre: 'they are',
    "geht's": 'geht es',
    gehts: 'geht es',
    "gibt's": 'gibt es',
    gibts: 'gibt es',
    "hab's": 'habe es',
    habs: 'habe es',
    "war's": 'war es',
    wars: 'war es',
    "ist's": 'ist es',
    dunno: 'do not know',
    gonna: 'going to',
    "y'all": 'you all',
  }),
)

/** Words whose hyphen or slash is part of them. */
export const keptHyphens: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'e-mail': 'email',
    'e-mails': 'emails',
    'wi-fi': 'wifi',
    'w-lan': 'wifi',
    'n/a': 'unknown',
    ad: 'active directory',
    'o/s': 'os',
    'on-prem': 'onprem',
    'on-premise': 'onprem',
    'on-premises': 'onprem',
    login: 'log in',
    logins: 'log ins',
    'log-in': 'log in',
    logon: 'log in',
    signin: 'sign in',
    logout: 'log out',
    logoff: 'log out',
    reconnect: 'reconnect',
    're-boot': 'reboot',
    're-start': 'restart',
    'time-out': 'timeout',
    'time-outs': 'timeouts',
    's/n': 'serial',
    'w/o': 'without',
  }),
)

/** Forms that no ending explains. */
export const irregular: ReadonlyMap<string, string> = table(`
loss: lose loses losing lost losses verlust verluste verloren verliert verlieren
one: ein eine einen einem eines einer
she: her hers sie ihr ihre ihrem ihren ihrer
he: his him er ihn ihm sein seine seinem seinen
they: their theirs them
my: mine mein meine meinem
have: has had having hat haben habe hatte hatten
send: sent sends sending
freeze: freezes freezing froze frozen
break: breaks broke broken breaking
hang: hangs hung hanging
get: gets got gotten getting
come: comes came coming
go: goes went gone going
find: finds found finding
make: makes made making
take: takes took taken taking dauert braucht dauern brauchen benoetigt
write: writes wrote written
know: knows knew known
see: sees saw seen seeing
say: says said saying
tell: tells told telling
choose: chose chosen
leave: leaves leaving
begin: begins began begun beginning
run: runs ran running
buy: buys bought
die: dies died dying
reach: reaches reached reaching
pass: passes passed passing
person: persons people folks ppl peeps personen leute
`)
