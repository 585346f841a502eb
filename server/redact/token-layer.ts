import { lintSource } from '@secretlint/core'
import { secretLintProfiler } from '@secretlint/profiler'
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend'
import type { Secret } from './recognise.ts'

// Its marks stay in the process for ever, and each one searches all that came before it.
secretLintProfiler.mark = () => {}

/** The tokens that secretlint's recommended rules know. */
export async function findTokens(text: string): Promise<Secret[]> {
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
  return messages.map(({ range: [start, end] }) => ({ start, end, kind: 'token' as const }))
}
