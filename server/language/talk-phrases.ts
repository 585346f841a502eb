/** What engineers say about the case, or just say, in the form that pattern.ts reads, one phrase a line. */
export const talkPhrases = {
  still_broken: `
    [no] [nope] [it|this|that|he|she|they|user|still] (still|again) (broken|not working|not fixed|no joy|no luck|fails|failing|the same|same|does not work|did not work|not solved|not resolved|down|happens|happening|there|not)
    [no] [nope] [it|that|this] (does|did) not (help|fix|work|solve|change|do it|do the trick|make a difference)
    (it|that|this) (is|was) not (fixed|solved|resolved|working|it|enough) $
    (not|no) (fixed|solved|resolved|working|better|luck|joy|change|improvement|dice|cigar) [yet|still|unfortunately|either] $
    (it|problem|issue|error) (is|came|comes) back [again] $
    [it] (failed|broke|happened|happens) again $
    same (problem|error|issue|thing|as before) [again|still|as before] $
    [geht|klappt|läuft|funktioniert] [es] immer noch nicht
    [leider] (geht|klappt|läuft|funktioniert) [es] [immer noch|noch|leider|weiterhin|trotzdem] [immer] nicht $
    [nein] (hat|das hat|es hat) [leider] (nicht|nichts) (geholfen|gebracht|funktioniert|geklappt)
    (noch|immer noch|weiterhin) (kaputt|defekt|das gleiche|dasselbe|da|gestört)
    (wieder|immer noch) (da|kaputt|das gleiche|dasselbe) $`,
  fixed: `
    [yes|yep|yeah|ja|ok|great|nice|super|perfect] [it|that|this|issue|problem|all|everything|now|he|she|user] [is|are|seems|has been|was|looks] [now|all|already] (fixed|solved|resolved|sorted|sorted out) [now|again|thanks|for her|for him|already]
    [yes|yep|yeah|ja] [it|that|this|everything|all|vpn|mail|printer|she|he|user] (works|work|is working|runs|prints|connects|is running|is up|are working) [fine] (now|again|fine now|again now|as expected|normally again)
    (working|up|running|back|up and running|works|connects|connected|prints) [fine] (again|now|as expected|fine now)
    [it|that|this] works $
    [yes|ja] (its|thats) [now|all|already] (fixed|solved|resolved|sorted) [now|again|already]
    (that|this|it) (did|does|was|has done) (it|the trick|the job|the fix)
    (that|this|it) (fixed|solved|resolved|cured|sorted|helped|worked) [it|that|the problem|the issue]
    [and] (problem|issue|error|ticket|case|blank pages|prompts|pages|errors|loss) [is|are] (gone|solved|resolved|fixed)
    (problem|issue|error) [is] closed [now] $
    (back to normal|all good|all fine|good now|all good now|all set|all working) [now|again] $
    [user|client|customer|she|he] (confirms|confirmed|says) (it is|that it|it) (works|fixed|working|is working|solved|fine|is fixed)
    (klappt|läuft|geht|funktioniert|tut) [es] (jetzt|wieder|nun|alles|alles wieder|jetzt wieder)
    [es|alles|das|vpn|mail|jetzt|drucker] (klappt|läuft|geht|funktioniert|tut) [jetzt|nun|es] [wieder|alles] $
    (jetzt|nun) (geht|klappt|läuft|funktioniert) (es|alles|das)
    (problem|fehler|ticket) [ist] (gelöst|behoben|weg|erledigt)
    [ist] (gelöst|behoben|erledigt|repariert|gefixt|geklärt) [jetzt|danke] $
    (das|es) (war|wars|hat) (es|geholfen|gelöst|funktioniert|geklappt) $
    (damit|so) (geht|klappt|läuft|funktioniert) es`,
  close: `
    [you|we|i] [can|please] close (it|this|that|the case|the ticket|this case|this ticket|ticket|case) [now|then|please] $
    [it|this|that|the] [ticket|case] can be closed [now|then|please] $
    [the] (ticket|case) [is|was] closed [now] $
    (ticket|fall|das|es) [kann|bitte] (schließen|zumachen|geschlossen werden|zu) $
    (schließ|schließe|mach) [das|den|bitte] [ticket|fall] [zu] $`,
  not_that: `
    [no] [it|that|this|cause] (is|was) not (that|it|this) $
    [no] (it|that|this|cause) (is|was) [definitely|certainly] not …
    [no] (it|that|this|cause) (is|was) not (the|a|an|his|her|their|our|caused by|related to|about) …
    (its|thats) [definitely|certainly] not …
    not (that|it|this|that one) $
    not (the|a|an|his|her|their|our) …
    (we|i) (can|could) (rule|exclude) [out] …
    [i|we] (ruled|rule) out …
    (das|es|die ursache) (ist|war|liegt) [es] nicht [am|an|der|die|das|dem] …
    (daran|das) (liegt|lag|ist|war) [es] nicht $
    [liegt|lag] nicht (am|an|der|die|das|daran|dem) …
    (es|das) (ist|war) (kein|keine) …`,
  cause_is: `
    (it|that|cause|culprit|problem|reason|issue) (was|is) [definitely|clearly|obviously|caused by|due to|down to] …
    [the] (root cause|cause|culprit|reason|problem) (was|is) …
    [the] (root cause|cause|ursache) …
    (caused by|due to|because of|turns out to be|turned out to be) …
    (turns|turned) out [that] …
    [i|we] (found|identified) the (cause|culprit|problem|reason|issue) …
    (it|this) must be …
    i (think|bet|suspect|guess|believe|am sure) [it|that|this] [is|was] …
    (my guess|my bet|suspect) [is] …
    (das|es) (war|ist|liegt|lag) (der|die|das|am|an|ein|eine|wohl|bestimmt|sicher) …
    (liegt|lag) (am|an|wohl) …
    (das|die|der) (problem|ursache|grund|fehler|schuldige|übeltäter) (war|ist) [wohl] (der|die|das|ein|eine) …
    (no|nope|nein|nee) (it|that|es|das) (was|war) (the|a|an|his|her|their|der|die|ein|eine) …
    [die] (ursache|schuld|grund) (ist|war) …
    [es] muss (am|an|der|die|das) …
    ich (vermute|glaube|denke|tippe) …`,
  unknown: `
    [i] [have] [absolutely|honestly|really] (no idea|no clue|not a clue|not the faintest)
    [i] (have not|did not) (tried|try|tested|test|checked|check|looked|look|asked|ask|verified|measured) [it|that|this|yet|so far|there]
    [i|we] [really|honestly|just] (do not|does not|did not|can not|could not) (know|say|tell|remember|recall) [yet|that|for sure|exactly|right now]
    [i|we] [am|are] [really] not [really|quite|entirely|100%] (sure|certain) [yet|about that|about it|honestly|if|whether|which|what]
    (unsure|unknown|dunno|idk|unclear|uncertain|no information|no info|not known|not clear|tbd|undetermined) [yet|to me|so far|at the moment]
    [i] (would|will) have to (check|ask|look)
    not (tested|tried|checked|verified|asked|determined|known|measured) [yet|so far|that]
    (hard|difficult|impossible) to (say|tell)
    who knows $
    no one knows $
    nobody knows $
    beats me $
    [da] [habe|hab] [ich] [leider] (keine ahnung|keinen plan|keinen schimmer|kein plan|keine idee)
    [ich] (weiß|weiss) [ich] [das|es|leider] [leider|gerade|noch|ehrlich gesagt] nicht [genau]
    [ich] [bin] [mir] (nicht sicher|unsicher|unklar|unbekannt)
    noch (nicht|nie) (getestet|geprüft|probiert|versucht|nachgesehen|gefragt|geschaut|ausprobiert)
    (nicht|noch nicht) (getestet|geprüft|probiert|ausprobiert|versucht|bekannt|klar)
    (schwer|kann ich nicht|kann man nicht|lässt sich nicht) [zu] sagen
    (n/a|na) $
    keine angabe $`,
  later: `
    later [today|please|maybe|then|on] $
    (i|we) (will|shall|would|can|am going to|are going to) [have to] (check|look|test|try|do|ask|call|verify|see|find out|get back|come back|measure) [it|that|this|into it|her|him|them] [later|tomorrow|today|on monday|next week|after lunch|tonight|soon|then|when|once|again|back|to you|with]
    (waiting|wait|i wait|am waiting) (for|on) …
    (not now|not today|not yet|give me a minute|give me a moment|give me a second|one moment|hold on|just a moment|brb|back in|bear with me|stand by|in a minute|in a bit|tomorrow|on monday|next week)
    [still|currently|am] (checking|testing|looking|working on it|investigating|on it|asking) [it|that|into it|now|still|with]
    (später|nachher|morgen|moment|gleich|sekunde|momentan nicht|jetzt nicht|erst morgen|demnächst) [bitte|mal] $
    (mache|mach|prüfe|teste|schaue|schau|frage|kläre|melde|check) ich (später|morgen|nachher|gleich|noch|mich)
    (ich|wir) (prüfe|teste|schaue|schau|frage|kläre|melde|muss|müssen|warte|warten|checke|check) [das|es|mich|noch|auf|erst|mal] [das] [später|morgen|nachher|gleich|noch|nach]
    warte (auf|noch) …`,
  thanks: `
    (thanks|thank you|thx|ty|cheers|tyvm|much appreciated|appreciate it) [a lot|so much|very much|mate|you|for the help|for that|again|anyway]
    [vielen|besten|herzlichen|lieben|tausend] dank [dir|ihnen|schön]
    (danke|merci|dankeschön) [dir|schön|sehr|vielmals|ihnen|euch]
    (great|perfect|nice|cool|awesome|brilliant|super|excellent|good job|well done|lovely|sweet) $
    (prima|klasse|top|toll|spitze|genial|perfekt|sehr gut) $
    (ok|okay|alright|got it|understood|i see|fair enough|makes sense|noted|roger|copy that|k|kk|verstanden|alles klar|gut zu wissen|aha|hm|hmm|lol|haha) $`,
  greeting: `
    (hi|hello|hey|hiya|morning|good morning|good afternoon|good evening|howdy|yo) [there|flowpilot|all|everyone|team|again|mate|bot] $
    (hallo|moin|servus|grüezi|guten morgen|guten tag|guten abend|tach|mahlzeit|grüß gott|grüss gott|na|morgen) [zusammen|flowpilot|allerseits|du] $
    (are you|anybody|anyone) (there|home|awake|alive) $
    (bist du|jemand) (da|wach)
    (test|testing|ping) $`,
  frustration: `
    (this|that|it) is [just|so|really|absolutely|completely|getting|totally] (ridiculous|stupid|annoying|useless|pointless|a joke|insane|crazy|frustrating|nonsense|a waste of time|bullshit|crap|terrible|awful|absurd|driving me mad|driving me crazy|driving me nuts)
    (ridiculous|useless|nonsense|bullshit|crap|ffs|wtf|omg|argh|ugh|damn|damn it|jesus|for god sake|for fucks sake|come on|seriously|unbelievable|are you kidding me|you are kidding|give me a break|oh come on|sigh) [this|man|thing|again|tool] $
    you are [so|really|completely|totally] (useless|stupid|no help|not helping|annoying|dumb|worthless|a joke)
    (already|i already) (did|done|told|said|answered|tried|checked) (that|it|so|this|you)
    [you] (already asked|asked that already|just asked) [me] [that|this]
    [i] hate (this|it|that|printers|you|my life|computers|outlook|mondays)
    (stop|quit) (asking|repeating|nagging)
    (i am|am) (sick|tired|fed up) (of|with) …
    (das|es) (ist|nervt|wird) [doch|echt|so|total|ja|langsam|einfach] (lächerlich|nervig|sinnlos|bescheuert|zum kotzen|mist|ein witz|unfassbar|wahnsinn|scheiße|scheisse|quatsch|mich|nicht wahr|absurd)
    (verdammt|scheiße|scheisse|mist|so ein mist|nervt|blödes ding|blödsinn|quatsch|unglaublich|oh mann|mann|meine güte|zum kotzen|himmel) [nochmal|echt|alles|ey|das] $
    (das|habe|hab) [ich] [doch|habe|hab] (schon|bereits) [gesagt|gemacht|probiert|beantwortet]`,
} as const
