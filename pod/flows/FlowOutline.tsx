import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { TreeProps } from './FlowTree.tsx'
import type { Branch } from './flow-tree.ts'
import { branchWords, nodeTitle, wayTo } from './flow-words.ts'
import { nodeSigns } from './node-signs.ts'

/** The tree as lines, each below what leads to it. */
export function FlowOutline({ branches, selected, choose, onEnter }: TreeProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selected.id])
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onEnter()
    const to = nextLine(branches, selected, event.key)
    if (!to) return
    event.preventDefault()
    choose(to.id)
    list.current?.querySelector<HTMLElement>(`[data-id="${to.id}"]`)?.focus({ preventScroll: true })
  }
  return (
    <div
      ref={list}
      role="tree"
      tabIndex={-1}
      aria-label="The flow, line by line"
      class="flex-1 min-h-0 overflow-y-auto py-2 outline-none"
      onKeyDown={move}
    >
      {branches.map((branch) => {
        const isSelected = branch.id === selected.id
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
          <div
            key={branch.id}
            data-id={branch.id}
            role="treeitem"
            aria-level={branch.depth + 1}
            aria-selected={isSelected}
            aria-current={branch.isHere ? 'step' : undefined}
            aria-label={branchWords(branch)}
            tabIndex={isSelected ? 0 : -1}
            style={{ paddingLeft: `${12 + Math.min(branch.depth, 12) * 14}px` }}
            class={`relative flex items-baseline gap-2 pr-3 py-3px cursor-pointer outline-offset--2px hover:bg-hover ${isSelected ? 'bg-select' : ''} ${branch.isPassed ? 'edge-blue' : ''}`}
            onClick={(event) => {
              choose(branch.id)
              event.currentTarget.focus()
            }}
          >
            <Icon
              of={nodeSigns[branch.node.kind]}
              size={14}
              class={`translate-y-2px ${branch.isHere ? 'text-blue' : 'text-muted'}`}
            />
            <span class="min-w-0">
              <Plain text={wayTo(branch)} class="text-muted" />
              {': '}
              <Plain
                text={nodeTitle(branch.node)}
                class={`${branch.again ? 'text-muted' : ''} ${branch.isHere ? 'font-600' : ''}`}
              />
              {branch.isHere && <span class="text-blue text-meta font-600"> here</span>}
            </span>
          </div>
        )
      })}
    </div>
  )
}

function nextLine(branches: readonly Branch[], from: Branch, key: string): Branch | null | undefined {
  const at = branches.findIndex(({ id }) => id === from.id)
  if (key === 'ArrowDown') return branches[at + 1]
  if (key === 'ArrowUp') return branches[at - 1]
  if (key === 'ArrowLeft') return branches.find(({ id }) => id === from.parent?.id)
  if (key === 'ArrowRight') return from.children[0]
  if (key === 'Home') return branches[0]
  return key === 'End' ? branches.at(-1) : null
}
