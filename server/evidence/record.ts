/** What a sentence of an update may rest on: a row of the case, its ticket or its closing, in fields and not in prose. */
export type EvidenceRecord = {
  /** Short id, as the model cites it: f3 a fact, t2 a step, q1 an answer, c1 a cause, n4 a note of the ticket, x1 the fix, k1 what was typed at the closing, h1 the header (client, device, contact, ticket). */
  id: string
  kind: 'fact' | 'task' | 'answer' | 'cause' | 'note' | 'fix' | 'closing' | 'header'
  /** The row's words: of a step its text and, after a line break, its result; of an answer question and answer. */
  text: string
  /** Of steps and fixes: was it done by a person? `no` is a suggestion, `doing` is under way. Null: no such thing. */
  done: 'yes' | 'doing' | 'no' | 'skipped' | null
  /** Told by somebody, or checked by the engineer. Null: nobody says. */
  known: 'told' | 'checked' | null
  /** Of facts: held true, held false, or open. Causes: `pending` while open or picked, `ruled_out` when struck. */
  status: 'confirmed' | 'ruled_out' | 'pending' | null
  /** Of fixes and closings. */
  outcome: 'worked' | 'failed' | 'partly' | null
  /** Who said or did it, when that is known (a name). */
  who: string | null
  /** When, ISO 8601 UTC, when that is known. */
  at: string | null
}

/** What is wrong with a sentence against what it rests on. */
export type EvidenceMark =
  | 'no_source' // rests on nothing, and is neither greeting, sign-off, promise nor courtesy
  | 'unknown_source' // cites an id that does not exist
  | 'only_suggested' // says that something was done which is a suggestion, skipped, or under way
  | 'only_told' // says as checked or found by us what was only told
  | 'contradicted' // says the opposite of its source (polarity, antonym, ruled out told as so, pending told as certain)
  | 'number'
  | 'name'
  | 'time' // holds a number, name, or time that none of its sources holds
  | 'actor' // says that another person did or said it
  | 'outcome' // says another outcome than the source (it works / it did not help / partly)
