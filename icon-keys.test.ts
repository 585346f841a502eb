import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withoutIconKeys } from './icon-keys.ts'

const file = 'node_modules/lucide-preact/dist/esm/icons/chart-no-axes-column.mjs'
const { transform } = withoutIconKeys() as unknown as {
  transform(code: string, id: string): { code: string } | null
}

test('an icon keeps its drawing and loses its keys; other modules stay as they are', () => {
  const { code = '' } = transform(readFileSync(file, 'utf8'), `/app/${file}`) ?? {}
  expect(code).toContain('["path", { d: "M5 21v-6" }]')
  expect(code).not.toContain('key:')
  expect(transform('const node: x', '/app/pod/app.tsx')).toBeNull()
})

test('an icon that is written otherwise ends the build', () => {
  expect(() => transform('node: [["path", { d: "M5 21v-6" }]]', `/app/${file}`)).toThrow('icon-keys.ts')
})
