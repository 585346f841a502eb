import { FixCard, type FixCardProps } from '../fixes/FixCard.tsx'
import { ForkCard } from '../forks/ForkCard.tsx'
import { Guarded } from '../frame/Guarded.tsx'

/** What FlowPilot offers beside its question: ways to choose from, and what to try. */
export function Offers(props: Omit<FixCardProps, 'fix'>) {
  const { active_fix, forks } = props.detail
  const fork = forks.find(({ superseded_at }) => superseded_at === null)
  return (
    <>
      {fork && (
        <Guarded key="fork" name="The ways on">
          <ForkCard {...props} fork={fork} />
        </Guarded>
      )}
      {active_fix && (
        <Guarded key="fix" name="The suggested fix">
          <FixCard {...props} fix={active_fix} />
        </Guarded>
      )}
    </>
  )
}
