import { lintSource } from '@secretlint/core'
import { secretLintProfiler } from '@secretlint/profiler'
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend'

// Its marks stay in the process for ever, and each one searches all that came before it.
secretLintProfiler.mark = () => {}

type Rule = { name: string; pattern: RegExp }

/** What tickets hold and no token scanner knows: the named group `secret` is what goes. */
const rules: Rule[] = [
  {
    name: 'password',
    pattern:
      /\b(?:pass(?:word|wort|phrase|code)?|pwd|pw|kennwort|mot de passe|contraseña)\b["']?\s{0,20}(?:=|:|->)\s{0,20}["'`]?(?<secret>[^\s"'`,;]{4,200})/giu,
  },
  {
    // "is" and "to" also begin plain sentences ("the password is wrong"): only words with a digit are secrets.
    name: 'password',
    pattern:
      /\b(?:pass(?:word|wort|phrase|code)?|pwd|pw|kennwort)\b["']?\s{1,20}(?:is|was|ist|to)(?:\s{1,20}|\s{0,20}:\s{0,20})["'`]?(?<secret>(?=[^\s"'`,;]{0,200}\d)[^\s"'`,;]{4,200})/giu,
  },
  {
    name: 'key',
    pattern:
      /\b(?:api[ _-]?key|secret|client[ _-]?secret|access[ _-]?token|token|wi-?fi key|psk|pre-?shared key)\b["']?\s{0,20}(?:is|=|:|->)\s{0,20}["'`]?(?<secret>[^\s"'`,;]{8,400})/giu,
  },
  { name: 'recovery key', pattern: /\b(?<secret>\d{6}(?:-\d{6}){7})\b/gu },
  {
    name: 'code',
    pattern:
      /\b(?:mfa|2fa|otp|verification|one-time|sms|authenticator)[ -]?(?:pass)?code\b\s{0,20}(?:is|=|:|->)?\s{0,20}(?<secret>\d{4,8})\b/giu,
  },
  {
    name: 'password',
    pattern:
      /\bnet\s{1,20}use\b(?:(?!\bnet\s{1,20}use\b).){0,300}?\/user:\S{1,200}(?!\S)\s{1,20}(?<secret>[^\s*/]\S{3,200})/giu,
  },
  { name: 'password', pattern: /(?<=:\/\/[^\s/:@]{1,100}:)(?<secret>[^\s/@]{3,200})(?=@)/gu },
  { name: 'token', pattern: /\bBearer\s{1,20}(?<secret>[A-Za-z0-9._~+/-]{16,4000}={0,2})/gu },
  {
    name: 'token',
    pattern: /\b(?<secret>eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,2000})/gu,
  },
]

const maximumCharacters = 400_000

/**
 * Takes passwords, keys and tokens out of a text before it leaves for a model, the PSA or a log.
 * Each becomes `[redacted password]` and the like; the rest stays to the letter. Past 400,000 characters the
 * text is cut first. Source of the token patterns: secretlint's recommended rules.
 */
export async function redact(text: string): Promise<string> {
  const capped = text.length > maximumCharacters ? text.slice(0, maximumCharacters) : text
  return redactTokens(redactPhrases(capped))
}

function redactPhrases(text: string): string {
  let result = text
  for (const { name, pattern } of rules)
    result = result.replace(pattern, (match, ...more) => {
      const { secret } = more.at(-1) as { secret: string }
      if (secret.startsWith('[redacted')) return match
      const at = match.lastIndexOf(secret)
      return `${match.slice(0, at)}[redacted ${name}]${match.slice(at + secret.length)}`
    })
  return result
}

async function redactTokens(text: string): Promise<string> {
  const { messages } = await lintSource({
    source: { filePath: 'text.txt', content: text, contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: [
          {
            id: '@secretlint/secretlint-rule-preset-recommend',
            rule: recommended,
            rules: [{ id: '@secretlint/secretlint-rule-aws', options: { enableIDScanRule: true } }],
          },
        ],
      },
    },
  })
  let result = text
  // From the end, so that earlier ranges stay true; overlapping finds are cut once.
  let limit = text.length
  for (const { range } of messages.toSorted((a, b) => b.range[0] - a.range[0])) {
    const end = Math.min(range[1], limit)
    if (range[0] >= end) continue
    result = `${result.slice(0, range[0])}[redacted token]${result.slice(end)}`
    limit = range[0]
  }
  return result
}
