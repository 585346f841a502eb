import type { Plugin } from 'vite'

/** From here on marked makes HTML out of its tokens; nothing before it needs what follows. */
const makesHtml = /var \w+=new \w+;function \w+\(\w+,\w+\)\{return \w+\.parse\(/
const exported = /export\{[^}]*\}/

/**
 * Takes of marked what we use, its lexer: one object that it makes when it loads keeps a bundler from leaving out the
 * rest (3 kB of 15, gzipped). Throws on a release in which that object is not found.
 */
export function markedLexer(): Plugin {
  return {
    name: 'marked-lexer',
    transform(code, id) {
      if (!id.endsWith('/marked/lib/marked.esm.js')) return null
      const [names = ''] = exported.exec(code) ?? []
      const end = makesHtml.exec(code)?.index
      const lexer = /(\w+) as Lexer\b/.exec(names)?.[0]
      const tokenizer = /(\w+) as Tokenizer\b/.exec(names)?.[0]
      if (end === undefined || !lexer || !tokenizer)
        throw new Error('marked looks different in this release: see marked-lexer.ts')
      return { code: `${code.slice(0, end)}export{${lexer},${tokenizer}};`, map: null }
    },
  }
}
