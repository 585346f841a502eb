import { regexOf } from './regex-of.ts'
import { withoutEnd } from './without-end.ts'

/** A sentence of a message; `pasted`: it stands for a pasted block of machine text. */
export type Sentence = { text: string; pasted: boolean }

const noteCharactersAtMost = 20_000
const mostSentences = 40
const fewestLogLines = 4

/** Sentences of a message: by line, semicolon and full stop, never inside numbers, hosts, paths or commands. */
export function splitSentences(message: string): Sentence[] {
  const lines = message
    .slice(0, noteCharactersAtMost)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  const log = lines.filter(machineLine)
  const pasted = log.length >= fewestLogLines
  const typed = pasted ? lines.filter((line) => !machineLine(line)) : lines
  const sentences = typed.flatMap(sentencesOfLine).map((text): Sentence => ({ text, pasted: false }))
  const telling = pasted ? mostTelling(log) : null
  return [...sentences, ...(telling ? [{ text: telling, pasted: true }] : [])].slice(0, mostSentences)
}

function sentencesOfLine(line: string): string[] {
  if (machineLine(line)) return [line]
  const parts: string[] = []
  let from = 0
  for (const found of line.matchAll(/(?<![.!?…])[.!?…]+["'”)]?(?=\s)|;(?=\s)/g)) {
    if (found[0].startsWith('.') && keepsGoing(line, found.index, found.index + found[0].length)) continue
    parts.push(
      line.slice(from, found.index + (found[0] === ';' || found[0].startsWith('.') ? 0 : found[0].length)),
    )
    from = found.index + found[0].length
  }
  parts.push(line.slice(from))
  return parts
    .map((part) => withoutEnd(part.replace(/^[-*•>\s]+/, '').trim(), '.; \t'))
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

const short = regexOf(
  String.raw`
  (?:^|[\s(])(?:e\.g|i\.e|z\.b|d\.h|u\.a|ca|approx|vs|nr|no|mr|mrs|ms|dr|hr|fr|st|inc|ltd|etc|bzw|evtl|ggf
  |min|max|std|vers|v|usw|[a-z])$`,
  'i',
)

/** A full stop that ends no sentence: of "e.g.", "Dr.", "3." */
export const keepsGoing = (line: string, at: number, after: number): boolean =>
  short.test(line.slice(Math.max(0, at - 12), at)) ||
  (/(?:^|\s)\d{1,2}$/.test(line.slice(Math.max(0, at - 3), at)) &&
    /^\s(?:[a-zäöü]|(?:[OUE]G|Sto|Eta|Obe|Unt|Flo|Ver|Mal|Jan|Feb|Mär|Apr|Ma[iy]|Jun|Jul|Aug|Sep|Okt|Oct|Nov|De[cz]))/.test(
      line.slice(after, after + 4),
    ))

const machineMarks = [
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^\[?\d\d[:.]\d\d[:.]\d\d/,
  /^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[, ]+\d{1,2}:\d\d/,
  regexOf(`
    ^(?:Reply from|Antwort von|Pinging|Ping wird|Request timed out|Zeitüberschreitung|Approximate round
    |Ping statistics|Packets:|Pakete:|Minimum =|Tracing route|Server:|Address:|Name:|Windows IP)`),
  /^(?:PS )?[A-Z]:\\[^>]{0,120}>/,
  /^\s*at [\w.$<>]{3,}\(/,
  regexOf(String.raw`
    ^(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE|Error|Exception|Warning|Level|Source|Event ?ID|Log Name
    |Task Category|Keywords|User|Computer|Description|Date|Status|CategoryInfo|FullyQualifiedErrorId
    |LastWriteTime|At line)\b ?[:=\]|]`),
  /^[\w.]{2,40}(?:Exception|Error): /,
  /^[A-Za-z][\w ]{1,30} {2,}[:\d]/,
  /^[A-Za-z][A-Za-z0-9 .-]{1,40} \.(?: ?\.){2,}/,
  /^[{}[\]"<]/,
  /^(?:-{3,}|={3,}|\+ )/,
]

/** A line that a program wrote. */
export const machineLine = (line: string): boolean => {
  const start = line.slice(0, 300)
  return machineMarks.some((mark) => mark.test(start))
}

const tellingWords = [
  /\b(?:fatal|critical|exception)\b/i,
  /\b(?:error|fehler|failed|failure|fehlgeschlagen|denied|refused|rejected|verweigert|abgelehnt)\b/i,
  /\b0x[0-9a-f]{4,8}\b|\b[45]\d\d [45]\.\d\.\d|\b[A-Z]{2,}(?:_[A-Z]{2,})+\b/i,
  /\b(?:timed out|timeout|unreachable|not found|locked|expired|lost|loss|zeitüberschreitung|verlust)\b/i,
  /\b(?:warn|warning|warnung)\b/i,
]

/** The line that says most: the first with the gravest word. */
function mostTelling(lines: string[]): string | null {
  const weight = (line: string) =>
    tellingWords.reduce(
      (sum, word, at) => sum + (word.test(line.slice(0, 2000)) ? tellingWords.length - at : 0),
      0,
    )
  let best = lines[0] ?? null
  let most = best ? weight(best) : 0
  for (const line of lines.slice(0, 2000)) {
    const own = weight(line)
    if (own > most) [best, most] = [line, own]
  }
  return best ? best.slice(0, 300) : null
}
