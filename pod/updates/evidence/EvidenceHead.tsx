import { EvidenceList } from './EvidenceList.tsx'
import { OpinionLine, type OpinionProps } from './OpinionLine.tsx'

/** Over a draft: how its sentences stand, and what a fast model thinks of that as long as it can be worded anew (not `fixed`). */
export function EvidenceHead({ fixed, ...props }: OpinionProps & { fixed: boolean }) {
  return (
    <>
      <EvidenceList evidence={props.evidence} active={props.active} />
      {!fixed && <OpinionLine {...props} />}
    </>
  )
}
