import { useEffect, useMemo } from 'preact/hooks'
import type { FlowpilotSettings } from '../../shared/contracts/flowpilot-settings.ts'
import { usePod } from '../pod.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { asOfWords } from './as-of-words.ts'
import { Away, BoardRow } from './BoardRow.tsx'
import { createBoardStatusesModel } from './board-statuses-model.ts'
import { byBoard, type ClosingSettingsModel } from './closing-settings-model.ts'
import { boardRows } from './closing-settings-words.ts'

type Props = { model: ClosingSettingsModel; shown: FlowpilotSettings }

/** Which status a ticket gets on each board; a board's own statuses are read once it is opened, or has one set. */
export function BoardStatuses({ model, shown }: Props) {
  const pod = usePod()
  const lists = useMemo(() => createBoardStatusesModel(pod), [pod])
  const load = () => lists.load(byBoard.flatMap((name) => Object.keys(shown[name])))
  useEffect(() => void load(), [lists])
  const boards = lists.boards.value
  return (
    <section class="grid grid-cols-1 gap-2" aria-labelledby="status-by-board">
      <h3 id="status-by-board" class="font-500">
        Status by board
      </h3>
      <p class="meta">
        What a ticket’s status becomes when its case is resolved or escalated. Without one it keeps its
        status.
      </p>
      {!boards && (
        <div role="status" aria-label="Reading the boards">
          <Skeleton width="60%" />
        </div>
      )}
      {boards?.problem && (
        <Away problem={boards.problem} onAgain={load} says="What is set for the boards stays." />
      )}
      {boards?.as_of && <Away problem={asOfWords('Boards', boards.as_of)} onAgain={load} />}
      {boards && !boards.problem && (
        <ul class="list-none m-0 p-0 b-t b-t-solid b-line" aria-label="Boards">
          {boardRows(boards.items, shown).map((board) => (
            <BoardRow
              key={board.id}
              {...{ board, model, shown }}
              // a board that is gone has no statuses to read
              read={
                board.gone ? { items: [], problem: null, as_of: null } : lists.statuses.value.get(board.id)
              }
              onRead={() => lists.readStatuses(board.id)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
