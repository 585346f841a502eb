import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mutants } from './e2e/faults/mutant-list.ts'
import { settings } from './server/config.ts'

const rooms = ['shared', 'server', 'pod', 'extension', 'simulator', 'e2e', 'bench', 'eval', 'migrations']
const files = rooms.flatMap(listFiles)
const sources = files.filter((file) => /\.tsx?$/.test(file))
const production = sources.filter((file) => !/\.(test|e2e|suite)\.tsx?$/.test(file))
const read = (file: string) => readFileSync(file, 'utf8')

function listFiles(room: string): string[] {
  try {
    return readdirSync(room, { recursive: true, encoding: 'utf8' })
      .map((name) => join(room, name))
      .filter((path) => !path.includes('node_modules') && statSync(path).isFile())
  } catch {
    return []
  }
}

type Import = { from: string; to: string; typeOnly: boolean }

function importsOf(file: string): Import[] {
  const found = read(file).matchAll(
    /^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gm,
  )
  return [...found].map(([, typeOnly, from, bare, lazy]) => {
    const target = from ?? bare ?? lazy ?? ''
    const to = target.startsWith('.') ? normalize(join(dirname(file), target)) : target
    return { from: file, to, typeOnly: Boolean(typeOnly) }
  })
}

const imports = sources.flatMap(importsOf)
const show = (list: Import[]) => list.map(({ from, to }) => `${from} → ${to}`)
const room = (path: string) => path.split('/')[0]
const noun = (path: string) => path.split('/')[1] ?? ''
const isTest = (path: string) => /\.(test|e2e|suite)\.tsx?$|^pod\/testing\//.test(path)

describe('who may import whom', () => {
  test('shared imports valibot only', () => {
    const wrong = imports.filter(
      ({ from, to }) => room(from) === 'shared' && room(to) !== 'shared' && to !== 'valibot',
    )
    expect(show(wrong.filter(({ from, to }) => !(isTest(from) && to === 'vitest')))).toEqual([])
  })

  test('the simulator takes nothing of ours', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        room(from) === 'simulator' && rooms.includes(room(to) ?? '') && room(to) !== 'simulator',
    )
    expect(show(wrong)).toEqual([])
  })

  test('the product takes nothing of the simulator; tests and the demo may', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        ['shared', 'server', 'pod', 'extension'].includes(room(from) ?? '') &&
        room(to) === 'simulator' &&
        !isTest(from) &&
        !/^server\/(testing\/|demo)/.test(from),
    )
    expect(show(wrong)).toEqual([])
  })

  test('the pod takes only the type of the app from the server', () => {
    const wrong = imports.filter(
      ({ from, to }) => room(from) === 'pod' && room(to) === 'server' && !isTest(from),
    )
    expect(show(wrong.filter(({ to, typeOnly }) => !(to === 'server/app.ts' && typeOnly)))).toEqual([])
  })

  test('the extension takes the pod by its doors, and nothing of the server', () => {
    const doors =
      /^pod\/(app\.tsx|host|screens\/PanelPage\.tsx|line\/(api-problem|live|read-events|token-clock)|frame\/(theme|Guarded)|hosts\/(copy|memory-path|storage)|ui\/[A-Za-z-]+)(\.tsx?)?$/
    const wrong = imports.filter(({ from, to }) => {
      if (isTest(from)) return false
      if (room(from) !== 'extension') return room(to) === 'extension' && room(from) !== 'e2e'
      return (
        rooms.includes(room(to) ?? '') && !['extension', 'shared'].includes(room(to) ?? '') && !doors.test(to)
      )
    })
    expect(show(wrong)).toEqual([])
  })

  test('what runs in a page reads the page and sends a message, nothing more', () => {
    const reach = (file: string): string[] => [
      file,
      ...imports
        .filter(({ from, to, typeOnly }) => from === file && !typeOnly && room(to) === 'extension')
        .flatMap(({ to }) => reach(to)),
    ]
    const inPage = [...new Set(reach('extension/entrypoints/psa.ts'))]
    const wrong = inPage.filter(
      (file) =>
        !/^extension\/(entrypoints\/psa|features\/(watch-ticket|ticket-button)|pages\/[a-z-]+)\.ts$/.test(
          file,
        ) ||
        /\bfetch\(|XMLHttpRequest|innerHTML|\.storage\b|postMessage\(|'message'|document\.cookie/.test(
          read(file),
        ),
    )
    expect(wrong).toEqual([])
  })

  test('the refresh token has one keeper', () => {
    const readers = imports
      .filter(
        ({ from, to }) => to === 'extension/storage.ts' && !isTest(from) && /\bsignInKept\b/.test(read(from)),
      )
      .map(({ from }) => from)
    // the other one only asks whether anybody is signed in
    expect(readers.toSorted()).toEqual(['extension/features/catch-up.ts', 'extension/features/keep-token.ts'])
  })

  /** Rooms of the pod that are no noun, by what they may stand on; '' are the files of its root. */
  const floors: Record<string, number> = {
    line: 0,
    hosts: 0,
    acts: 0,
    '': 0,
    frame: 1,
    case: 3,
    connect: 3,
    screens: 4,
  }
  const nounFloor = 2
  const podRoom = (path: string) => (path.split('/').length > 2 ? noun(path) : '')
  const withinPod = imports.filter(({ from, to }) => room(from) === 'pod' && room(to) === 'pod')

  test('pod/ui knows no product', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (room(from) !== 'pod' || podRoom(from) !== 'ui') return false
      // What a text looks like is no product: the server strips what the screen strips.
      if (to === 'shared/hidden-signs.ts') return false
      return room(to) === 'shared' || (room(to) === 'pod' && podRoom(to) !== 'ui')
    })
    expect(show(wrong)).toEqual([])
  })

  test('a room of the pod stands on those below it: line, frame, nouns, case, screens', () => {
    const floorOf = (path: string) => floors[podRoom(path)] ?? nounFloor
    // The roof stands in the root: what mounts the whole takes the screens.
    const roof = ['pod/app.tsx', 'pod/entry-pod.ts', 'pod/entry-page.ts']
    const wrong = withinPod.filter(({ from, to, typeOnly }) => {
      if (podRoom(to) === 'ui' || roof.includes(from) || isTest(from)) return false
      // A part is handed its models by the case: it may know their types.
      if (podRoom(to) === 'case' && typeOnly && to.endsWith('.ts')) return floorOf(from) < nounFloor
      return floorOf(to) > floorOf(from)
    })
    expect(show(wrong)).toEqual([])
  })

  test('no noun of the pod takes another noun’s parts', () => {
    const isNoun = (path: string) => podRoom(path) !== 'ui' && !(podRoom(path) in floors)
    const wrong = withinPod.filter(
      ({ from, to }) =>
        isNoun(from) && isNoun(to) && podRoom(from) !== podRoom(to) && to.endsWith('.tsx') && !isTest(from),
    )
    expect(show(wrong)).toEqual([])
  })

  test('a noun of the server takes the verbs of nouns to its left', () => {
    const order = [
      'audit',
      'keys',
      'events',
      'drafts',
      'connections',
      'accounts',
      'sign-in',
      'people',
      'tickets',
      'flows',
      'notifications',
      'posts',
      'sessions',
      'presence',
      'updates',
      'reminders',
      'closings',
      'handoffs',
      'days',
      'analytics',
    ]
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const [a, b] = [order.indexOf(noun(from)), order.indexOf(noun(to))]
      if (room(from) !== 'server' || room(to) !== 'server' || a < 0 || b < 0 || isTest(from)) return false
      return b > a && !typeOnly
    })
    expect(show(wrong)).toEqual([])
  })

  test('vendors stay behind their doors', () => {
    const doors: Record<string, RegExp> = {
      '@anthropic-ai/sdk': /^server\/model\//,
      undici: /^server\/(psa|model)\//,
      postgres: /^server\/|^bench\/|^e2e\//,
    }
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const door = doors[to]
      return (
        door !== undefined &&
        !door.test(from) &&
        !typeOnly &&
        !isTest(from) &&
        !from.startsWith('server/testing/')
      )
    })
    const vendorRooms = imports.filter(
      ({ from, to }) =>
        to.startsWith('server/psa/connectwise/') &&
        !from.startsWith('server/psa/') &&
        !isTest(from) &&
        !from.startsWith('server/testing/'),
    )
    expect(show([...wrong, ...vendorRooms])).toEqual([])
  })
})

describe('where things stand', () => {
  test('SQL stands only in queries, db, testing, migrations, bench', () => {
    const home =
      /(queries[a-z-]*\.ts$|[a-z-]*-queries\.ts$|^server\/db\/|^server\/testing\/|^migrations\/|^bench\/)/
    const sqlText =
      /\b(?:sql|admin|app|system)(?:<[^`]*>)?`\s*(?:select|insert|update|delete|with|create|drop)\b/i
    expect(production.filter((file) => !home.test(file) && sqlText.test(read(file)))).toEqual([])
  })

  test('only server/config.ts reads the environment of the product', () => {
    const readers = production.filter(
      (file) => /^(shared|server|pod)\//.test(file) && /process\.env/.test(read(file)),
    )
    // The last one hands the environment on to PostgreSQL's own programs.
    const allowed = ['server/config.ts', 'server/demo', 'server/testing/', 'server/db/embedded-cluster.ts']
    expect(readers.filter((file) => !allowed.some((one) => file.startsWith(one)))).toEqual([])
  })

  test('tests draw at random from one seed, by testing/chance.ts and testing/property.ts', () => {
    const drawing = imports.filter(({ to }) => to === 'fast-check').map(({ from }) => from)
    expect(drawing).toEqual(['server/testing/property.ts'])
  })

  test('no folder without a noun', () => {
    expect(files.filter((file) => /\/(utils?|lib|helpers?|services?|types)\//.test(file))).toEqual([])
  })

  test('named exports only, no barrels', () => {
    const defaults = production.filter(
      (file) => /^export default/m.test(read(file)) && !file.startsWith('extension/entrypoints/'),
    )
    const barrels = sources.filter((file) => /(^|\/)index\.tsx?$/.test(file))
    expect([...defaults, ...barrels]).toEqual([])
  })

  test('files keep to their size', () => {
    const cap = (file: string) => {
      if (/routes\.ts$/.test(file)) return 200
      if (/queries[a-z-]*\.ts$/.test(file) || file.endsWith('.tsx')) return 300
      return 250
    }
    const large = production
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > cap(file))
    expect(large).toEqual([])
  })
})

describe('what is never done', () => {
  test('pod and panel never read text as HTML', () => {
    const asHtml = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTML/
    const readers = production.filter((file) => /^(pod|extension)\//.test(file) && asHtml.test(read(file)))
    expect(readers).toEqual([])
  })

  test('pod and panel make ids in one place: a page without encryption has no randomUUID', () => {
    const makers = production.filter(
      (file) => /^(pod|extension)\//.test(file) && /randomUUID|from 'uuid'/.test(read(file)),
    )
    expect(makers.filter((file) => file !== 'pod/ui/new-id.ts')).toEqual([])
  })

  test('what others wrote is shown by ui/Plain, ui/Markdown or MarkedText, which find its direction', () => {
    const own = production.filter(
      (file) => /^(pod|extension)\/.*tsx$/.test(file) && /dir="auto"/.test(read(file)),
    )
    expect(own.toSorted()).toEqual(['pod/ui/Markdown.tsx', 'pod/ui/Plain.tsx', 'pod/updates/MarkedText.tsx'])
  })
})

/** How the names of a file's tests begin: up to what a table of cases puts in. */
const titlesOf = (file: string) =>
  [...read(file).matchAll(/(?:\btest|\))\(\s*(['"`])(.*?)\1/g)].map(
    ([, , title]) => title?.split('%s')[0] ?? '',
  )

describe('lists that must agree', () => {
  test('every key of .env.example is a setting, and every setting is there', () => {
    const example = [...read('.env.example').matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(
      ([, key]) => key ?? '',
    )
    expect(example.toSorted()).toEqual(Object.keys(settings.entries).toSorted())
  })

  test('every mutant finds what it changes, once, and the tests that must catch it', () => {
    const stale = mutants.flatMap(({ name, edits, must_fail }) => {
      const texts = new Map<string, string>()
      const missed = edits.filter(({ file, find, replace }) => {
        const parts = (texts.get(file) ?? read(file)).split(find)
        texts.set(file, parts.join(replace))
        return parts.length !== 2
      })
      return [
        ...missed.map(({ file, find }) => `${name}: ${file} has not ${find.slice(0, 50)}`),
        ...must_fail
          .filter(
            ([file, test]) =>
              !titlesOf(file).some(
                (title) => title !== '' && (title.startsWith(test) || test.startsWith(title)),
              ),
          )
          .map(([file, test]) => `${name}: ${file} has no test "${test}"`),
      ]
    })
    expect(stale).toEqual([])
  })

  test('docs/map.md leads to files that are there', () => {
    const named = [...read('docs/map.md').matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, path]) => path ?? '')
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  test('every prompt slot is named once and filled', () => {
    const prompts = files.filter((file) => file.endsWith('.md') && file.includes('/prompts/'))
    expect(prompts.length).toBeGreaterThan(0)
    const unfilled = prompts.flatMap((file) => {
      const code = listFiles(dirname(dirname(file)))
        .filter((one) => /\.ts$/.test(one))
        .map(read)
        .join('\n')
      return [...read(file).matchAll(/\{\{(\w+)\}\}/g)]
        .map(([, slot]) => slot ?? '')
        .filter((slot) => !code.includes(slot))
    })
    expect(unfilled).toEqual([])
  })

  test('prompts hold no example content', () => {
    const leaked = /contoso|fabrikam|northwind|tailspin|woodgrove|@|\b\d{1,3}(\.\d{1,3}){3}\b/i
    const prompts = files.filter((file) => file.endsWith('.md') && file.includes('/prompts/'))
    expect(prompts.filter((file) => leaked.test(read(file)))).toEqual([])
  })

  test('the exported contracts carry docstrings', () => {
    const contracts = ['server/psa/provider.ts', 'server/model/gateway.ts']
    const bare = contracts.flatMap((file) =>
      [...read(file).matchAll(/^(\*\/\n)?export (?:type|const|function) (\w+)/gm)].map(
        ([, , name]) => name ?? '',
      ),
    )
    expect(bare.length).toBeGreaterThan(0)
    for (const file of contracts)
      expect(read(file)).toMatch(/\/\*\*[\s\S]*?\*\/\nexport type \w+(Provider|Gateway)/)
  })
})
