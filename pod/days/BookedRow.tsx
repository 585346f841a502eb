import { Lock } from 'lucide-preact'
import type { BookedTime, MyDay } from '../../shared/contracts/days.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { hoursOf, numberOf, spanOf, spanWords } from './day-words.ts'

/** Time that the PSA has already, or is about to get from elsewhere: it stands here to be seen. */
export function BookedRow({ booked, day }: { booked: BookedTime; day: MyDay }) {
  return (
    <li class="grid grid-cols-[16px_minmax(0,1fr)_auto] wide:grid-cols-[16px_156px_minmax(0,1fr)_56px_128px] gap-x-2 wide:gap-x-3 items-center px-3 wide:px-5 py-2 b-b b-b-solid b-line text-muted">
      <Icon of={Lock} size={14} />
      <span class="whitespace-nowrap">{spanWords(spanOf(booked))}</span>
      <span class="col-start-2 wide:col-start-3 row-start-2 wide:row-start-1 cut">
        <span class="font-600">{booked.ticket_id ? numberOf(booked) : ''}</span>{' '}
        <Plain text={booked.note || 'Without a note'} />
      </span>
      <span class="text-right font-600">{hoursOf(booked.minutes)}</span>
      <span class="hidden wide:block text-right text-meta">
        {booked.psa_id ? `${day.psa} ${booked.psa_id}` : 'on its way'}
      </span>
    </li>
  )
}
