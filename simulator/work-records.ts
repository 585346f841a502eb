export interface WorkType {
  id: number
  name: string
  inactive: boolean
}

export interface TimeEntry {
  id: number
  chargeToId: number
  chargeToType: string
  memberId: number
  timeStart: string
  timeEnd: string
  hoursDeduct: number
  actualHours: number
  billableOption: string
  workTypeId: number
  workRole: string
  notes: string
  internalNotes: string
  addToDiscussion: boolean
  addToInternal: boolean
  addToResolution: boolean
  emailContact: boolean
  emailResource: boolean
  emailCc: boolean
  status: 'Open' | 'Rejected' | 'PendingApproval' | 'Billed'
  dateEntered: string
  enteredBy: string
}

/** What a schedule entry is for: `S` service tickets, `P` project tickets, `C` sales activities, `N` meetings. */
export interface ScheduleType {
  id: number
  identifier: 'S' | 'P' | 'C' | 'N'
  name: string
}

export interface ScheduleEntry {
  id: number
  typeId: number
  objectId: number | null
  memberId: number
  dateStart: string | null
  dateEnd: string | null
  done: boolean
  owner: boolean
  dateEntered: string
  enteredBy: string
}
