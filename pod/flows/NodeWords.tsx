import { TriangleAlert } from 'lucide-preact'
import type { ComponentChildren, Ref } from 'preact'
import type { Flow, FlowNode, FlowTask } from '../../shared/contracts/flows.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { Branch } from './flow-tree.ts'
import { kindWords, nodeTitle } from './flow-words.ts'

type Props = {
  branch: Branch
  flow: Flow
  areaRef: Ref<HTMLElement>
  onChoose: (key: string) => void
  /** Back to the tree. */
  onLeave: () => void
}

/** Everything that a node says, with its ways to others. */
export function NodeWords({ branch, flow, areaRef, onChoose, onLeave }: Props) {
  const { node, isHere } = branch
  const ways = { flow, onChoose }
  return (
    <section
      ref={areaRef}
      tabIndex={-1}
      aria-label={`${kindWords[node.kind]}: ${nodeTitle(node)}`}
      class={`relative flex-1 min-w-0 overflow-y-auto px-3 wide:px-5 py-3 grid gap-2 content-start outline-offset--2px ${isHere ? 'edge-blue' : ''}`}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    >
      <h3 class="micro">
        {kindWords[node.kind]}
        {isHere && <span class="normal-case tracking-normal font-500 text-blue"> the case stands here</span>}
      </h3>
      <Plain as="p" text={nodeTitle(node)} class="font-600" />
      {node.kind === 'question' && <Question node={node} {...ways} />}
      {node.kind === 'conclusion' && <Conclusion node={node} {...ways} />}
      {node.kind === 'checklist' && (
        <>
          <Steps steps={node.checks} />
          {node.then && <Way label="Then" to={node.then} {...ways} />}
        </>
      )}
      <Said label="To the client" text={node.client.en} />
    </section>
  )
}

type Ways = Pick<Props, 'flow' | 'onChoose'>
type Of<K extends FlowNode['kind']> = { node: Extract<FlowNode, { kind: K }> } & Ways

function Question({ node, ...ways }: Of<'question'>) {
  return (
    <>
      {node.context && <Plain as="p" text={node.context} class="text-muted" />}
      {node.task && <Steps steps={[node.task]} />}
      <ul class="grid gap-6px">
        {node.options.map((option) => (
          <li key={option.label}>
            <Way label={option.label} to={option.to} {...ways}>
              <Plain as="p" text={option.means} class="meta" />
            </Way>
          </li>
        ))}
        <li>
          <Way label="Left open" to={node.otherwise} {...ways} />
        </li>
      </ul>
      {node.hypothesis && <Said label="Suspects" text={node.hypothesis} />}
    </>
  )
}

function Conclusion({ node, ...ways }: Of<'conclusion'>) {
  return (
    <>
      <Steps steps={node.fix} />
      <Said label="Proof" text={node.verify} />
      <Way label="Not fixed" to={node.not_fixed} {...ways} />
    </>
  )
}

function Said({ label, text }: { label: string; text: string }) {
  return (
    <p class="flex flex-wrap gap-x-2">
      <span class="meta">{label}</span>
      <Plain text={text} />
    </p>
  )
}

/** What leads on, and to which node: pressed, that one is chosen. */
function Way(props: { label: string; to: string; children?: ComponentChildren } & Ways) {
  const node = props.flow.nodes.find(({ key }) => key === props.to)
  if (!node) return null
  return (
    <>
      <Plain text={props.label} class="font-500" />{' '}
      <button
        type="button"
        class="text-left text-host cursor-pointer hover:underline"
        onClick={() => props.onChoose(node.key)}
      >
        → <Plain text={nodeTitle(node)} />
      </button>
      {props.children}
    </>
  )
}

function Steps({ steps }: { steps: readonly FlowTask[] }) {
  return (
    <ol class="grid gap-2">
      {steps.map((step) => (
        <li key={step.text} class="grid gap-1">
          <Plain text={step.text} />
          {step.detail && <Plain as="p" text={step.detail} class="meta" />}
          {step.command && (
            <pre class="code px-2 py-1 bg-log b b-solid b-line rounded overflow-x-auto">
              <Plain text={step.command} />
            </pre>
          )}
          {step.risk && (
            <p class="flex gap-6px text-meta text-amber">
              <Icon of={TriangleAlert} size={12} class="mt-2px" label="Risk" />
              <Plain text={step.risk} />
            </p>
          )}
          {step.undo && <Said label="Way back" text={step.undo} />}
        </li>
      ))}
    </ol>
  )
}
