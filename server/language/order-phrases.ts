/** What engineers ask FlowPilot to do, in the form that pattern.ts reads, one phrase a line. */
export const orderPhrases = {
  lead_me: `
    [ok] (lead|guide|walk) me [through] [it|this] [please] $
    (ask|question) me [the] [questions|step by step] $
    step by step [please] $
    [ok] [please] take the lead
    [ok] (start|begin) (asking|the questions|the flow) $
    you lead $
    help me [find it|narrow it down|with this|out] [please] $
    narrow it down [with me|for me|please] $
    (führ|führe|leite) mich [durch] [da] [durch] $
    (frag|frage) mich [aus] $
    schritt für schritt [bitte] $
    (hilf|helfen) [sie] mir [mal|bitte|weiter] $
    go through it with me`,
  tell_client: `
    [ok] [so] (what|how) (do|should|shall|can|could|would) (i|we) (tell|say|write|answer|reply) [to] [the|our] (client|customer|user|her|him|them|kunden)
    [ok] (what|how) to (tell|say|write) [to] [the] (client|customer|user|them|her|him)
    (tell|inform|update|notify|brief) [the] (client|customer|user|kunden) $
    [please] (send|write|give|post|draft) (the|our) (client|customer|user) (a|an|the|some) [quick|short|detailed|long|brief] (update|message|mail|email|note|reply|text) [please] $
    [bitte] (schick|schicke|schreib|schreibe|sende|gib) (dem|der) (kunden|kundin) (ein|eine) [kurzes|kurze|ausführliches|ausführliche] (update|nachricht|mail|info|antwort) [bitte] $
    tell (her|him|them) [something] $
    [please] (tell|let) [the] (client|customer|user|her|him|them) [know] [that] (we are|i am) (on it|on the case|working on it|looking into it) [please] $
    [please] (let|keep) [the] (client|customer|user|her|him|them) (know|posted|informed|updated) [please] $
    [bitte] (schreib|schreibe|sag|sage|gib) (dem|der|den) (kunden|kundin) [mal] [kurz|ausführlich] (bescheid|was los ist|wie es steht|wie der stand ist|wie weit wir sind) [bitte] $
    (draft|write|prepare|give me|need|compose) (a|an|the|some) [quick|short|detailed|long|brief] (mail|email|note|message|update|reply|answer|text|something) (for|to) [the|our] (client|customer|user|contact|her|him|them)
    (draft|write|prepare|give me|i need|need|do|make) [me] [a|an|the] [quick|short|detailed|long|brief|brief] (client|customer) (update|email|mail|message|note|text|reply)
    [a|one] [quick|short|detailed|long|brief] (update|note|message|mail|email|summary|text) (for|to) [the|our] (client|customer|user)
    [just|only|now] [a|one] [quick|short|detailed|long|brief] (client|customer) (update|message|text|mail|email|note) [please] $
    something (for|to tell) the (client|customer)
    (was|wie) (sage|sag|schreibe|schreib|antworte|soll|kann) (ich|wir) [ich] [dem|der|den] (kunden|kundin|kunde|user|anwender)
    (was|wie) (soll|kann|sollen) (ich|wir) (dem|der|den) (kunden|kundin|kunde|user|anwender) (sagen|schreiben|antworten)
    [ein|eine] [kurzes|kurze|kurzer] (text|mail|nachricht|update|info|antwort) (an|für) (den|die) (kunden|kundin)
    (schreib|schreibe|formuliere|mach) [mir] [eine|ein|was] [kurze|kurzes] (mail|nachricht|update|text|info|antwort|was) (an|für) (den|die) (kunden|kundin)
    kunden (informieren|updaten|benachrichtigen) $`,
  ticket_note: `
    [a|an|the|one|some] [quick|short|detailed|long|brief|full] (update|note|notes|summary) (for|to|in|on|into) (the|this) ticket [please] $
    [please] (write|draft|give me|add|make|i need|need|prepare) [me] [a|an|the|some] [quick|short|detailed|long|brief|full] (update|note|notes|summary) (for|to|in|on|into) (the|this) ticket [please] $
    [please] (write|draft|give me|add|make|i need|need|prepare) [me] [a|an|the|some] [quick|short|detailed|long|brief|full] (ticket|internal) (note|notes|update) [please] $
    [a|an|the|some] [quick|short|detailed|long|brief|full] (ticket|internal) (note|notes|update) [please] $
    [please] (update|document) (the|this) ticket [please] $
    [a|an|the|some] [quick|short|detailed|long|brief|full] (note|notes|update) for (the team|my colleagues|colleagues) [please] $
    [bitte] [eine|ein|die] [kurze|kurzes|interne|ausführliche|ausführliches] (notiz|info|update|zusammenfassung) (für das|ins|zum|im|für) ticket [bitte] $
    [bitte] [eine|die] [kurze|ausführliche] [interne] (ticketnotiz|notiz) [bitte] $
    [bitte] (schreib|schreibe|mach|gib) [mir] [eine|ein|die] [kurze|kurzes|ausführliche|ausführliches] [interne] (ticketnotiz|notiz|update|info) [für das|ins|zum] [ticket] [bitte] $
    [bitte] [das] ticket (aktualisieren|updaten|dokumentieren) [bitte] $`,
  update: `
    [please] share [the|our|my|some|an|a] (progress|status|update|findings|news) [please] $
    [please] (write|give|draft|make|show) [me] [a|the] [quick|short|brief|detailed] (progress|status) [report|update|summary|note] [please] $
    [bitte] [den|einen|unseren] (fortschritt|stand|status|zwischenstand) (teilen|mitteilen) [bitte] $
    [bitte] (teil|teile) [mal] [den|einen|unseren] (fortschritt|stand|status|zwischenstand) [mit] [bitte] $
    [a|the] [quick|short|brief|detailed|full|internal] (status|progress) (update|report|note|summary) [please] $
    [please] (give|write|draft|show|make|get|send|prepare|i need|need) [me|us] [a|an|the] [quick|short|brief|detailed|full|long|internal] [status|internal] (update|summary|recap|handover|ticket note|note|ticket notes|notes) [please]
    (sum|summarize|summarise|recap) [it|this|that|everything|up] [up] [please] $
    (summarize|summarise|recap) (the|this) (case|ticket|findings|situation)
    where (are|do) we [stand] [at|now] $
    where (are|do) we (stand|at)
    [what is the] status $
    status (bitte|please|update) $
    [ein] [kurzes|kurzer] (status update|statusbericht|zwischenstand|update|zusammenfassung) [bitte] $
    (fass|fasse) [das|es] [mal|bitte] [alles] [zusammen] $
    (fass|fasse) zusammen
    zusammenfassung [bitte] $
    wie ist der (stand|status)
    (gib|schreib|mach) [mir] [ein|eine|einen] [kurzes|kurze|kurzen] (update|status|zusammenfassung|statusbericht|zwischenstand|notiz)
    [a] handover [note] [please] $
    ticket (note|notes) [please] $
    (write|draft) (it|this) up [please] $`,
  remind: `
    [please] (remind|ping|nudge|alert) me …
    [please] (remind|ping|nudge|alert) me $
    [please] (set|add|make|create) [me] [a|an|the] (reminder|alarm) …
    [please] (set|add|make|create) [me] [a|an|the] (reminder|alarm) $
    [a] reminder (in|at|for|by|on|tomorrow) …
    [bitte] (erinnere|erinner) mich …
    [bitte] (erinnere|erinner) mich $
    [bitte] [eine] erinnerung (in|um|für|am|morgen|setzen) …
    [bitte] [setz|setze|mach|stell|stelle] [mir] [eine] erinnerung …`,
  what_next: `
    [ok] [so] [and] what (next|now) $
    what is next $
    [ok] [so] what (do|should|shall|would|can|could) (i|we|you) (do|check|try|look at|test|start with|suggest|recommend|verify) [next|now|first|then|else]
    what (do|would) you (suggest|recommend|advise|think)
    what else (can|should|could) (i|we) (do|check|try|test)
    what else $
    what (should|shall) i be (checking|looking)
    any (idea|ideas|suggestion|suggestions|advice|other ideas) $
    any (ideas|suggestions) what
    where (do|should|would) (i|we|you) (start|begin|look)
    next (step|steps|check) [please] $
    (which|what) (step|check|test) (is|comes|would be|should be) (next|first)
    [und] was (jetzt|nun|dann|noch|als nächstes) $
    [und] [jetzt|nun] was $
    wie (weiter|geht es weiter|gehts weiter|jetzt)
    was (soll|sollte|kann|muss|würdest) (ich|man|du|wir) [jetzt|als|noch|zuerst] [nächstes] (tun|machen|prüfen|testen|checken|versuchen|probieren|empfehlen)
    was (kommt|ist) als nächstes
    wo (fange|fang|soll) ich [an|anfangen]
    (hast|gibt es) [du] [noch] (ideen|eine idee|vorschläge)
    nächster schritt $`,
  why: `
    why $
    why (this|that|not|so|is|are|do|does|did|would|should|the|ask|am|can|which|her|him|now) …
    why (this|that|not|so|now) $
    how come
    what for $
    (what|wieso) is [that|this|it] (the reason|good for)
    what does (that|this|it) (mean|matter|tell|have to do)
    what makes you (think|say|sure)
    (warum|wieso|weshalb|wozu|weswegen) …
    (warum|wieso|weshalb|wozu|weswegen) $
    was soll das (bringen|heißen|bedeuten)
    reason $`,
  how: `
    [and] [ok] [so] how (do|can|would|should|could|did) (i|we|you|one) …
    how to …
    [and] how $
    (how|wie) exactly $
    how is (that|this|it) done
    (what|which) (is|are|was) the [exact] (command|powershell|cmdlet|syntax|menu|path|query|way|best way|steps|switch|parameter) …
    (what|which) (command|powershell|cmdlet|setting|menu|log|event id|tool) …
    where (do|can) (i|we) (find|see|check|get|set|look up|change) …
    (show|tell|explain) me how [to] …
    walk me through …
    (command|powershell) (for|to) …
    (what|which) (command|powershell|cmdlet|setting|menu|log|logfile|logs|event log|page|portal|console|tool|tab|screen) $
    (what|which|in which) (log|logfile|logs|event log|page|portal|console|tab|screen|admin center) …
    what do (i|we) (type|enter|run|click|open) …
    what do (i|we) (type|enter|run|click|open) $
    (where|how) exactly $
    where (is|are|would|should) (that|this|it|the|i|we) …
    where $
    [the] (command|cmdlet|syntax) [please] $
    (wie|womit) (kann|mache|mach|macht|prüfe|prüf|prüft|check|checke|finde|find|sehe|seh|sieht|setze|teste|test|stelle|bekomme|komme|komm|lösche|geht|guck|schau|schaue|krieg|kriege|kommt) …
    wie [genau|denn|mach ich das] $
    wo (finde|find|sehe|seh|sieht|stelle|kann|steht|stehen|prüfe|prüf|check|schau|schaue|guck|gucke|liegt|liegen|ist|muss|mache|mach|findet|kommt) …
    wo [genau|denn] $
    (welches|welche|welcher|welchem|in welchem|in welcher) (log|logs|protokoll|menü|portal|seite|konsole|befehl|ereignisprotokoll|tool|fenster|tab|reiter) …
    (welches|welche|welcher|in welchem|in welcher) (log|logs|protokoll|menü|portal|seite|konsole|befehl|ereignisprotokoll|tool|fenster|tab|reiter) $
    (was|welcher|welches|wie) (ist|lautet) der (befehl|weg|pfad) …
    welcher befehl …`,
  another_flow: `
    (this|that|it) (is|must be) [the] wrong (flow|tree|topic|checklist|questions)
    [a] (different|another|other|wrong) (problem|topic|issue|flow|checklist) $
    (another|other|different|wrong|change|switch) [the] flow
    (this|that|it) is (not|the wrong) (this|the|a|an) [kind of] (problem|flow|issue|topic|category) $
    [this] (flow|tree) (does not|is not) (fit|right|it)
    (wrong|other|another) (topic|problem|category|questions|checklist|tree)
    these questions (do not|make no) (fit|help|sense)
    [a] (anderer|anderen|falscher) (ablauf|flow|leitfaden|fragenkatalog)
    (falsches|anderes) thema
    das ist ein (anderes|ganz anderes) (problem|thema)
    (flow|ablauf) (wechseln|passt nicht)`,
  undo: `
    undo [that|this|it|the last|last|last answer|please] [one|answer|step] $
    [please] (undo|revert|retract|withdraw|cancel) [that|this|it|my|the] [last] [answer|one|step|statement]
    take (that|it|this) back [please] $
    [no] (wrong|my mistake|my bad|misclick|mistake|typo|scratch that|strike that|forget that|ignore that|correction) [answer|button|one|option|click|line|sorry] $
    (sorry|oops|ups|wait|hm) [no] (wrong|my mistake|my bad|misclick|mistake|typo|scratch that|strike that|forget that|ignore that|correction)
    (my mistake|my bad|misclick|scratch that|strike that|forget that|ignore that|correction|wrong answer|wrong button|wrong one|wrong option)
    (sorry|oops|wait) [that|i|it] (was|is|meant|clicked|pressed|hit|chose|picked) [the] [wrong|not]
    ups (that|i|it|das|ich|es) (was|is|meant|clicked|pressed|hit|chose|picked|war|meinte) [the] [wrong|not]
    i (misclicked|misread|mistyped|was wrong|misspoke|got that wrong|take that back|did not mean that)
    (scratch|strike|forget|ignore) (that|it|the last|my last) [one|answer|line] [please] $
    that (was|is) (wrong|not right|a mistake|incorrect|not what i meant|a misclick) $
    [das] [war|ist] (falsch|quatsch|verkehrt|verklickt) [sorry|geklickt] $
    (habe|hab) mich (vertan|verklickt|vertippt|geirrt)
    ich habe mich (vertan|verklickt|vertippt|geirrt)
    [nochmal|noch mal|bitte] (rückgängig|zurücknehmen|stornieren) [bitte|machen] $
    [bitte] [die|meine] (letzte|vorige) (nachricht|antwort|aussage|meldung) (rückgängig|zurücknehmen|zurück|löschen) [machen] $
    i (clicked|pressed|hit|chose|picked|took) the wrong (one|button|answer|option|line)
    (mach|nimm) (das|es) (rückgängig|zurück|wieder zurück)
    korrektur …
    (ups|sorry|moment|halt|ne|nein) [das] [war] (falsch|verklickt|vertan|quatsch|versehen)`,
  back: `
    [please] [go|let us go|take me|jump|step|move|get] back to …
    [let us] (return|revert) to …
    [go|one step|step] back [please|one|one step|a step] $
    (previous|last) (question|step) [please] $
    [nochmal|noch mal|bitte] zurück [bitte] [zu|zur|zum|auf] …
    [einen|einen schritt] zurück [bitte] $
    [geh|gehe|gehen wir|springe|spring] [nochmal|wieder] zurück [zu|zur|zum] …
    (letzte|vorige|vorherige) frage [bitte] $
    again the question $
    [no|hey] [i|we] (did not|never) (say|said) (that|this|it|so) $
    [that|this|thats] [is|was] not what i said $
    [no|nein] das (habe|hab) ich [so] nicht gesagt $
    ask [me] (that|it|the last one) again`,
  skip: `
    [please] (skip|pass|next|continue|proceed) [it|this|that|one|this one|that one|the question|this question|question|ahead] [please] $
    [please|lets|let us|just] skip (the|that|this|over) …
    [please] leave out (the|that|this) …
    (überspring|überspringe|überspringen wir) (den|das|die|diesen|diese|dieses) …
    (streich|streiche) (den|die|das) (schritt|punkt) …
    (skip|leave) (this|that|it|the) [question|one|step] [open|out|aside|for now]
    (go|move|carry|let us go|let us move) on [please|then|without it|to the next|without] $
    next (question|one) [please] $
    not (relevant|applicable|important|needed) [here|now] $
    does not (apply|matter) [here] $
    irrelevant $
    unknown skip $
    (weiter|überspringen|auslassen|egal|nächste frage|nächste) [bitte] $
    (überspring|überspringe) (das|die|es) [frage]
    lass (das|uns) (weg|weitermachen|aus)
    (mach|machen wir|geh) weiter $
    tut nichts zur sache $`,
} as const
