/**
 * Words that follow "Password:" or "the password is" in plain sentences, accents off. A value that is one of them is
 * a state or the start of a sentence, not a secret.
 */
const stateWords = `
expired expires expiring reset resets resetting wrong right correct incorrect invalid valid bad good fine ok okay okey
unknown known missing required needed requested pending changed changing unchanged change changes same none null nil
undefined empty blank set unset forgotten forgot forgets lost found locked unlocked disabled enabled active inactive rejected
accepted refused denied declined failed fails failing failure works working worked broken stored saved sent given shared
provided updated entered typed tested verified confirmed checked rotated removed deleted cleared renewed revoked synced
old new strong weak short long complex simple hidden visible protected secure insecure temporary permanent prompt prompts
prompted policy policies manager field fields box dialog screen page hash hashes writeback sync synchronisation synchronization
age length history expiry expiration issue issues problem problems error errors attempt attempts ready done open closed
available unavailable optional mandatory default standard case sensitive public private internal redacted withheld omitted
masked n/a na tbd tba todo yes no maybe string text value boolean true false varchar char object number function const var
refresh refreshes refreshed acquired obtained issued granted cached stale present absent mismatch mismatched matches
compromised leaked exposed generated created assigned applied called calling waiting written copied attached below above
abgelaufen abgelehnt falsch richtig korrekt ungultig gultig unbekannt bekannt vergessen geandert zuruckgesetzt gesperrt
entsperrt gesetzt fehlt fehlen notig erforderlich angefordert ausstehend leer alt neu gleich unverandert gespeichert
hinterlegt erneuert gesendet verschickt ubergeben geteilt eingegeben akzeptiert funktioniert geht deaktiviert aktiviert
lauft laufen siehe wird wurde wurden muss sollte soll kann konnte nicht kein keine keines noch schon bereits
expire expiree incorrecte incorrect errone erronee inconnu inconnue oublie oubliee change changee modifie modifiee
reinitialise reinitialisee bloque bloquee refuse refusee valide invalide manquant manquante requis requise vide accepte
acceptee envoye envoyee enregistre enregistree fonctionne marche doit faux fausse perdu perdue
verlopen fout onjuist juist correcte onbekend vergeten gewijzigd gereset geblokkeerd verplicht ontbreekt leeg nodig
opgeslagen verzonden geweigerd werkt moet kwijt verstuurd aangevraagd ongeldig geldig ingesteld hetzelfde
caducada caducado caduca caduco incorrecta incorrecto desconocida olvidada olvido cambiada cambiado restablecida restablecido
bloqueada bloqueado rechazada vacia valida invalida falta correcta correcto enviada guardada funciona debe perdida vencida
vencido pendiente
scaduta scaduto errata errato sbagliata sbagliato sconosciuta dimenticata cambiata modificata reimpostata bloccata bloccato
rifiutata vuota valida mancante corretta corretto inviata salvata deve persa richiesta accettata
expirada expirado errada errado desconhecida esquecida alterada redefinida bloqueada recusada vazia valida invalida
em falta correta correto enviada guardada deve perdida pedida aceita esqueceu expirou
wygaslo wygasa wygasl bledne niepoprawne nieprawidlowe poprawne nieznane zapomniane zmienione zresetowane zablokowane
odrzucone puste wazne niewazne brak wymagane wyslane zapisane dziala trzeba musi nieaktualne stare nowe
`

/** Words that hold sentences together; one of them near a value of letters tells a sentence. */
const functionWords = `
a an the this that these those it its he she they we you i me him her them us my your his our their who which what when where
why how is are was were be been being am has have had do does did done will would shall should can cannot could may might
must not never no to of in on at by from with without into onto over under after before since until till during about
against because if then than but so as while though again already still just only also too very here there today
tomorrow yesterday now soon later monday tuesday wednesday thursday friday saturday sunday please thanks see ask asked
asks said says told tells tried tries needs need wants want got gets get gave goes keeps kept comes stays let lets
user users client clients customer account accounts login logon sign signed signing password passwords passcode username
pin token code key email mail phone ticket it helpdesk vault glue safe keeper lastpass bitwarden keepass user's via per
days day hours hour minutes minute times time month months week weeks year years last next every each all any both some
der die das den dem des ein eine einen einem einer und oder aber ist sind war waren sein hat haben hatte mit ohne auf im am
um zu zum zur von vom bei beim nach vor seit bis durch fur gegen wenn weil dass ob als wie wo wer was warum er sie es wir
ihr ihm ihn ihnen mein dein unser auch nur sehr mehr heute gestern morgen jetzt bald spater montag dienstag mittwoch
donnerstag freitag samstag sonntag benutzer kunde konto bitte danke tage
le la les un une des du de et ou mais est sont etait a ont avec sans sur dans par pour au aux chez apres avant depuis
il elle on nous vous ils elles son sa ses ce cette ne pas plus aussi hier demain lundi mardi mercredi jeudi
vendredi samedi dimanche utilisateur compte expirera lors voir
het een en of maar is zijn was met zonder op in bij door voor na sinds tot van naar hij zij ze wij niet geen ook nog al
vandaag gisteren maandag dinsdag woensdag donderdag vrijdag gebruiker klant zie wordt werd
el los las una y o pero es son era con sin en por para al del desde hasta ella ellos no ni se su sus ha han fue ya
hoy ayer manana lunes martes miercoles jueves viernes usuario cliente cuenta ver
lo gli uno una e ma sono con senza su in per da al dal della del dei lui lei non si ha hanno oggi ieri domani
lunedi martedi mercoledi giovedi venerdi utente cliente vedi
os as um uma mas com sem em no na nos nas por ao da do das dos ele ela nao foi ja hoje ontem amanha segunda
terca quarta quinta sexta utilizador usuario conta ver
i oraz lub ale jest sa byl byla bylo z ze bez na w we po przed od do przez dla on ona ono nie juz dzis wczoraj jutro
poniedzialek wtorek sroda czwartek piatek uzytkownik klient konto zobacz
`

const setOf = (words: string) => new Set(words.trim().split(/\s+/))
const states = setOf(stateWords)
const functions = setOf(functionWords)

/** What may follow a password of plain letters in the same sentence. */
const afterValue = setOf(
  'and or works worked working works. for und oder funktioniert geht et ou fonctionne pour en voor werkt y o funciona para e per funziona i dla dziala',
)

const bare = (word: string) => word.toLowerCase().replace(/^[^\p{L}\p{N}]{1,20}|[^\p{L}\p{N}]{1,20}$/gu, '')

export const isProseWord = (word: string): boolean => {
  const plain = bare(word)
  if (states.has(plain) || functions.has(plain)) return true
  // "reset/changed", "it's", "user-defined": prose where all of its parts are.
  const parts = plain.split(/[/'-]/).filter(Boolean)
  return (
    parts.length > 1 && parts.every((part) => part.length === 1 || states.has(part) || functions.has(part))
  )
}

export const mayFollowValue = (word: string): boolean => afterValue.has(bare(word))

export const isFunctionWord = (word: string): boolean => functions.has(bare(word))
