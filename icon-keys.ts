import type { Plugin } from 'vite'

const key = /,\s*key: "[a-z0-9]+"/g

/**
 * Takes the keys off the parts of lucide's icons: their order never changes, and of random letters nothing is
 * compressed. Throws on a release in which an icon has none.
 */
export function withoutIconKeys(): Plugin {
  return {
    name: 'without-icon-keys',
    transform(code, id) {
      if (!/\/lucide-preact\/dist\/esm\/icons\/[a-z0-9-]+\.mjs$/.test(id) || !code.includes('node:'))
        return null
      const kept = code.replace(key, '')
      if (kept === code) throw new Error('lucide’s icons look different in this release: see icon-keys.ts')
      return { code: kept, map: null }
    },
  }
}
