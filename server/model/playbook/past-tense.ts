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
  'add adjust agree allow apply ask assign change bridge check clean clear collect compare confirm connect consider correct decide end enlarge enter examine export find fix flush follow hand identify import improve lift list look lower match measure move narrow note offer open order point propose raise prove reconnect register release remove renew repair replace report reproduce resolve restart restore return review roll save search secure shorten start switch test trace unlock update use validate wait watch'.split(
    ' ',
  ),
)

/** Where a step may name a second thing to do. */
const secondVerb =
  /(, then | and then )([a-z]+)|( and | or |, or )([a-z]+)(?= (?:the|it|them|a|to|for|all|again|an|anew|closer|its)\b)/g

/** A step in words of something done: "Check the rules" → "Checked the rules". Unknown verbs stay. */
export function pastTense(step: string): string {
  const first = /^[A-Z]?[a-z]+/.exec(step)?.[0] ?? ''
  const past = pastOf(first.toLowerCase())
  if (!past) return step
  const isCapital = /^[A-Z]/.test(first)
  const rest = step
    .slice(first.length)
    .replace(secondVerb, (whole, then?: string, verb?: string, or?: string, other?: string) => {
      const second = pastOf(verb ?? other ?? '')
      return second ? `${then ?? or}${second}` : whole
    })
  return (isCapital ? past.charAt(0).toUpperCase() + past.slice(1) : past) + rest
}

const pastOf = (verb: string): string | null =>
  irregular[verb] ?? (regular.has(verb) ? regularPast(verb) : null)

function regularPast(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`
}
