import { Maximize, ZoomIn, ZoomOut } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { type Branch, box, layOut, neighbour, type Placed } from './flow-tree.ts'
import { branchWords, nodeTitle, wayTo } from './flow-words.ts'
import { nodeSigns } from './node-signs.ts'
import { useZoom } from './use-zoom.ts'

export type TreeProps = {
  root: Branch
  /** All of the tree, each before its children. */
  branches: readonly Branch[]
  selected: Branch
  choose: (id: string) => void
  /** To the words of the selected node. */
  onEnter: () => void
}

/** The flow from left to right. Arrows go from node to node, + and − zoom, Ctrl with the wheel too; dragging pans. */
export function FlowTree({ root, selected, choose, onEnter }: TreeProps) {
  const area = useRef<HTMLDivElement>(null)
  const { placed, width, height } = useMemo(() => layOut(root), [root])
  const { zoom, percent, step, fitWhole, pan } = useZoom(area, width, height)
  const itemOf = (id: string) => area.current?.querySelector<SVGGElement>(`[data-id="${id}"]`)
  const isShown = useRef(false)
  useEffect(() => {
    const how = isShown.current ? 'nearest' : 'center'
    isShown.current = true
    itemOf(selected.id)?.scrollIntoView({ block: how, inline: how })
  }, [selected.id])
  const byKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const by = { '+': 1, '=': 1, '-': -1 }[event.key]
    if (by) step(by)
    else if (event.key === '0') fitWhole()
    else if (event.key === 'Enter' || event.key === ' ') onEnter()
    else {
      const to = neighbour(placed, selected.id, event.key)
      if (to) {
        choose(to.id)
        itemOf(to.id)?.focus({ preventScroll: true })
      } else if (!event.key.startsWith('Arrow')) return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="relative flex-1 min-h-0 flex flex-col">
      <div
        ref={area}
        class="flex-1 min-h-0 overflow-auto bg-log cursor-grab active:cursor-grabbing"
        onPointerDown={pan}
      >
        <div role="tree" tabIndex={-1} aria-label="The flow as a tree" class="outline-none" onKeyDown={byKey}>
          <svg
            role="presentation"
            width={width * zoom}
            height={height * zoom}
            viewBox={`0 0 ${width} ${height}`}
            class="block"
          >
            <Lines placed={placed} />
            {[...placed.values()].map((branch) => (
              <Box
                key={branch.id}
                branch={branch}
                isSelected={branch.id === selected.id}
                onChoose={() => choose(branch.id)}
              />
            ))}
          </svg>
        </div>
      </div>
      <fieldset class="absolute right-3 bottom-3 flex items-center float px-1" aria-label="Zoom">
        <IconButton icon={ZoomOut} label="Zoom out" onPress={() => step(-1)} />
        <span class="meta w-36px text-center">{percent}%</span>
        <IconButton icon={ZoomIn} label="Zoom in" onPress={() => step(1)} />
        <IconButton icon={Maximize} size={14} label="Fit the whole tree" onPress={fitWhole} />
      </fieldset>
    </div>
  )
}

/** The case's way lies over the others. */
function Lines({ placed }: { placed: ReadonlyMap<string, Placed> }) {
  const all = [...placed.values()].toSorted((a, b) => Number(a.isPassed) - Number(b.isPassed))
  return (
    <g fill="none">
      {all.flatMap((to) => {
        const from = to.parent && placed.get(to.parent.id)
        if (!from) return []
        const [x, y] = [from.x + box.width, from.y + box.height / 2]
        const middle = x + box.across / 2
        return (
          <path
            key={to.id}
            d={`M${x} ${y}H${middle}V${to.y + box.height / 2}H${to.x}`}
            stroke={to.isPassed ? 'var(--blue-edge)' : 'var(--edge)'}
            stroke-width={to.isPassed ? 2 : 1}
          />
        )
      })}
    </g>
  )
}

function Box(props: { branch: Placed; isSelected: boolean; onChoose: () => void }) {
  const { branch, isSelected } = props
  const { node, again, isHere, isPassed } = branch
  const frame = isHere
    ? 'b-2 b-solid b-blue-edge'
    : `b ${again ? 'b-dashed' : 'b-solid'} ${isPassed ? 'b-muted' : 'b-edge'}`
  return (
    <g
      data-id={branch.id}
      role="treeitem"
      aria-level={branch.depth + 1}
      aria-selected={isSelected}
      aria-current={isHere ? 'step' : undefined}
      aria-label={branchWords(branch)}
      // of a drawing names of attributes are taken as they are written
      tabindex={isSelected ? 0 : -1}
      class="cursor-pointer"
      onClick={(event) => {
        props.onChoose()
        event.currentTarget.focus({ preventScroll: true })
      }}
    >
      <foreignObject x={branch.x} y={branch.y} width={box.width} height={box.height}>
        <div
          class={`h-full box-border px-2 rounded flex flex-col justify-center ${frame} ${isSelected ? 'bg-select' : again ? 'bg-log' : 'bg-raised'}`}
        >
          <Plain cut text={wayTo(branch)} class="text-meta text-muted" /> {/* read as two words */}
          <span
            class={`flex gap-6px min-w-0 leading-17px ${again ? 'text-muted' : ''} ${isHere ? 'font-600' : ''}`}
          >
            <Icon
              of={nodeSigns[node.kind]}
              size={12}
              class={`mt-3px ${isHere ? 'text-blue' : 'text-muted'}`}
            />
            <Plain text={nodeTitle(node)} title={nodeTitle(node)} class="line-clamp-2" />
          </span>
        </div>
      </foreignObject>
    </g>
  )
}
