import { defineConfig, presetWind4 } from 'unocss'

/** Each token as [light, dark]; every text colour is AA on every surface it may stand on. */
const tokens = {
  page: ['#ffffff', '#171a21'],
  raised: ['#f6f7f9', '#1d212a'],
  log: ['#f1f3f6', '#13151c'],
  hover: ['#eceff4', '#232834'],
  select: ['#e6ebf3', '#2e3543'],
  float: ['#ffffff', '#222733'],
  line: ['#dfe3ea', '#2a2f3a'],
  edge: ['#c3cad6', '#3b4252'],
  text: ['#1b2330', '#e6e9ef'],
  muted: ['#5b6675', '#9aa3b2'],
  blue: ['#1d5fcc', '#7fb2ff'],
  cyan: ['#0b6c80', '#56c5da'],
  amber: ['#875400', '#e5b454'],
  green: ['#18733f', '#62c088'],
  red: ['#b3261e', '#f58b88'],
  violet: ['#6240c4', '#b9a3f8'],
  host: ['#026ccf', '#6aa9ee'],
  'blue-edge': ['#2f6fe0', '#4c8dff'],
  'cyan-edge': ['#1590a8', '#2ba3ba'],
  'amber-edge': ['#bd7b00', '#c98f1d'],
  'green-edge': ['#2a9158', '#3c9d66'],
  'red-edge': ['#d6453d', '#d95c58'],
  'violet-edge': ['#7d5fe0', '#8a6ff0'],
  'amber-soft': ['#fdf5e4', '#2a2419'],
  'green-soft': ['#e9f6ee', '#18281f'],
  'red-soft': ['#fdeeed', '#2f1e23'],
  'violet-soft': ['#f3f0fd', '#231f36'],
  'blue-fill': ['#2462d0', '#2b69d6'],
  'on-fill': ['#ffffff', '#ffffff'],
  'amber-fill': ['#f0b73f', '#e5b454'],
  'on-amber': ['#1d1503', '#1d1503'],
  seg: ['#ffffff', '#232834'],
} as const

const colors = Object.fromEntries(Object.keys(tokens).map((name) => [name, `var(--${name})`]))

const base = `
:root { color-scheme: light dark; --control: 28px;
${Object.entries(tokens)
  .map(([name, [light, dark]]) => `  --${name}: light-dark(${light}, ${dark});`)
  .join('\n')}
  --shadow-far: light-dark(rgb(27 35 48 / .14), rgb(0 0 0 / .48));
  --shadow-near: light-dark(rgb(27 35 48 / .08), rgb(0 0 0 / .32));
}
:root[data-theme=dark] { color-scheme: dark }
:root[data-theme=light] { color-scheme: light }
html { font-size: 13px; background: var(--page) }
body { margin: 0; font: 400 13px/18px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  color: var(--text); background: var(--page); font-variant-numeric: tabular-nums;
  -webkit-font-smoothing: antialiased; text-rendering: geometricPrecision; overflow: hidden }
html, body, #root { height: 100% }
:focus-visible { outline: 2px solid var(--blue-edge); outline-offset: 1px }
::placeholder { color: var(--muted); opacity: 1 }
/* a hint stands only where its key works; its room stays, so that nothing moves under the pointer */
:root:has(:is(input, textarea, select):focus) .kbd-free, :root:not(:has(textarea:focus)) .kbd-typing { visibility: hidden }
:root:has(:is(input, textarea, select):focus) .hinted:has(.kbd-free), :root:not(:has(textarea:focus)) .hinted:has(.kbd-typing) {
  padding-inline: calc(10px + var(--hint) / 2) !important; & > :is(.kbd-free, .kbd-typing) { display: none } }
@keyframes turn { to { transform: rotate(1turn) } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation-duration: 1.6s !important; transition: none !important } }
/* the system's colours take every background and shadow away: what these alone said is said by lines and its own colours */
@media (forced-colors: active) {
  [class*=edge-]::before { forced-color-adjust: none; background: Highlight !important }
  :is([role=radio], [role=menuitemradio])[aria-checked=true], [role=option][aria-selected=true], [aria-pressed=true],
  [aria-current=page], [role^=menuitem]:focus { outline: 2px solid Highlight !important; outline-offset: -2px }
  :is(input, textarea, select):focus-visible { outline: 2px solid Highlight !important }
  .bar { forced-color-adjust: none; background: CanvasText; &:not(.bar-on) { background: Canvas; outline: 1px solid CanvasText; outline-offset: -1px } }
}
`

const edge = 'relative before:content-empty before:absolute before:left-0 before:inset-y-0 before:w-2px'

const control =
  'hit h-$control inline-flex items-center justify-center gap-6px b b-solid rounded text-base font-500 whitespace-nowrap cursor-pointer select-none transition-[background-color,border-color] duration-120 ease-out'

export default defineConfig({
  presets: [presetWind4({ preflights: { reset: true } })],
  content: { filesystem: ['{pod,extension}/**/*.{ts,tsx}'] },
  preflights: [{ layer: 'base', getCSS: () => base }],
  theme: {
    colors,
    spacing: { DEFAULT: '4px' },
    font: {
      sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
      mono: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
    },
    text: {
      base: { fontSize: '13px', lineHeight: '18px' },
      wide: { fontSize: '14px', lineHeight: '20px' },
      meta: { fontSize: '12px', lineHeight: '16px' },
      log: { fontSize: '12px', lineHeight: '18px' },
      micro: { fontSize: '11px', lineHeight: '16px' },
      title: { fontSize: '15px', lineHeight: '20px' },
    },
    radius: { DEFAULT: '6px', card: '8px', seg: '4px', pill: '4px' },
    shadow: { float: '0 8px 24px var(--shadow-far), 0 1px 2px var(--shadow-near)' },
  },
  variants: [
    // wide: from 900 px of the cockpit's own width, mid: below 1280 of it · narrow: a pod beside something · low: a pod under 380 px high · flat: both · coarse: fingers;
    // where two apply, the later one of this list wins
    (matcher) => {
      for (const [parentOrder, [prefix, parent]] of [
        ['slim:', '@container pod (max-width: 370px)'],
        ['narrow:', '@container pod (max-width: 479.9px)'],
        ['low:', '@container pod (max-height: 379.9px)'],
        ['wide:', '@container pod (min-width: 900px)'],
        ['mid:', '@container pod (min-width: 900px) and (max-width: 1279.9px)'],
        ['flat:', '@container pod (min-width: 900px) and (max-height: 379.9px)'],
        ['coarse:', '@media (pointer: coarse)'],
      ].entries())
        if (prefix && parent && matcher.startsWith(prefix))
          return {
            matcher: matcher.slice(prefix.length),
            handle: (input, next) => next({ ...input, parent, parentOrder }),
          }
      return matcher
    },
  ],
  shortcuts: {
    'pod-root':
      '[container:pod/size] relative h-full w-full flex flex-col min-h-0 bg-page text-text text-base',
    micro: 'text-micro font-600 tracking-[.04em] uppercase text-muted whitespace-nowrap',
    meta: 'text-meta text-muted',
    cut: 'overflow-hidden text-ellipsis whitespace-nowrap min-w-0',
    link: 'text-host hover:underline',
    kbd: 'font-sans text-micro font-500 tracking-[.02em] text-muted whitespace-nowrap',
    code: 'font-mono text-12px [font-variant-ligatures:none]',
    hit: 'relative coarse:after:content-empty coarse:after:absolute coarse:after:-inset-8px',
    btn: `${control} b-edge bg-raised text-text px-10px hover:bg-hover`,
    'btn-line': `${control} b-line bg-raised text-text px-6px text-meta hover:bg-hover`,
    'btn-quiet': `${control} b-transparent bg-transparent text-muted px-6px hover:bg-hover hover:text-text`,
    'btn-icon': `${control} b-transparent bg-transparent text-muted w-$control px-0 flex-none hover:bg-hover hover:text-text`,
    'btn-primary': `${control} b-blue-fill bg-blue-fill text-on-fill px-10px hover:opacity-92`,
    'btn-client': `${control} b-amber-edge bg-amber-fill text-on-amber px-10px font-600 hover:opacity-92`,
    'btn-off':
      'hit h-$control px-10px inline-flex items-center justify-center gap-6px b b-dashed b-edge rounded bg-transparent text-muted text-base font-500 whitespace-nowrap cursor-default select-none',
    input: 'w-full b b-solid b-edge rounded bg-page text-text px-10px py-5px text-base leading-18px',
    card: 'b b-solid b-line rounded-card bg-raised p-3',
    kv: 'grid grid-cols-[84px_minmax(0,1fr)] gap-x-3 gap-y-1',
    'edge-blue': `${edge} before:bg-blue-edge`,
    'edge-amber': `${edge} before:bg-amber-edge`,
    'edge-red': `${edge} before:bg-red-edge`,
    'edge-violet': `${edge} before:bg-violet-edge`,
    'edge-green': `${edge} before:bg-green-edge`,
    'edge-cyan': `${edge} before:bg-cyan-edge`,
    'row-li':
      'grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 items-center min-h-24px px-3 wide:px-5 wide:gap-x-3 wide:min-h-28px',
    'sec-head': 'h-28px wide:h-36px flex items-center gap-6px px-3 wide:px-5',
    sec: 'b-b b-b-solid b-line pb-2 last:b-b-0',
    float: 'bg-float b b-solid b-edge rounded-card shadow-float',
    pill: 'inline-flex items-center gap-1 px-6px rounded-pill bg-page b b-solid b-line text-micro font-600 whitespace-nowrap',
    spin: 'animate-[turn_.9s_linear_infinite] motion-reduce:animate-[turn_2.4s_steps(8)_infinite]',
  },
})
