const irregular: Record<string, string> = {
  bind: 'bound',
  bring: 'brought',
  find: 'found',
  get: 'got',
  go: 'went',
  have: 'had',
  keep: 'kept',
  let: 'let',
  make: 'made',
  plan: 'planned',
  read: 'read',
  rebuild: 'rebuilt',
  reset: 'reset',
  run: 'ran',
  send: 'sent',
  set: 'set',
  stop: 'stopped',
  take: 'took',
  tell: 'told',
  write: 'wrote',
}
const regular = new Set(
  'add adjust agree allow apply ask assign change check clean clear collect compare confirm consider correct end enlarge enter examine export find fix flush follow hand identify import improve lift list look lower match measure move narrow note offer open order point propose prove reconnect register release remove renew repair replace report reproduce resolve restart restore return review save search secure shorten start switch test trace unlock update use validate wait watch'.split(
    ' ',
  ),
)

/** A step in words of something done: "Check the rules" → "Checked the rules". Unknown verbs stay. */
export function pastTense(step: string): string {
  const [first = ''] = step.split(' ', 1)
  const verb = first.toLowerCase()
  const past = irregular[verb] ?? (regular.has(verb) ? regularPast(verb) : null)
  if (!past || !/^[A-Z]?[a-z]+$/.test(first)) return step
  const isCapital = first[0] !== verb[0]
  return (isCapital ? past.charAt(0).toUpperCase() + past.slice(1) : past) + step.slice(first.length)
}

function regularPast(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`
}
