import * as v from 'valibot'
import { type Check, type GradedText, gradeText } from './grade-text.ts'
import { type MutationKind, mutators } from './mutate.ts'
import type { Report } from './report.ts'
import { updateCases } from './update-cases.ts'

const kinds = Object.keys(mutators) as MutationKind[]

/** Every text of every case, its sentences as they stand and made wrong. Of a frozen case only the counts are told. */
export function updates(check: Check, input: unknown): Report {
  const graded = v
    .parse(updateCases, input)
    .flatMap((one) => one.texts.map((text) => gradeText(check, one, text)))
  const frozen = graded.filter((one) => one.frozen)
  const groups = [...new Set(graded.map(groupOf))].toSorted()
  const { right, of, false_alarms, clean } = countsOf(frozen)
  return {
    lines: [
      ...graded.filter((one) => !one.frozen).map(lineOf),
      ...groups.map((texts) => ({ texts, ...countsOf(graded.filter((one) => groupOf(one) === texts)) })),
      { texts: 'frozen', ...countsOf(frozen) },
    ],
    sum: {
      ...countsOf(graded),
      frozen_right: right,
      frozen_of: of,
      frozen_false_alarms: false_alarms,
      frozen_clean: clean,
    },
    parts: Object.fromEntries(kinds.map((kind) => [kind, ofKind(graded, kind)])),
  }
}

const groupOf = ({ audience, length, language }: GradedText) => `${audience} ${length} ${language}`

function lineOf({ attempts, ...graded }: GradedText) {
  const missed = attempts.filter(({ caught }) => !caught)
  return { ...graded, missed: missed.map(({ kind, text, rests_on }) => ({ kind, text, rests_on })) }
}

function countsOf(graded: readonly GradedText[]) {
  const attempts = graded.flatMap((one) => one.attempts)
  const byHand = attempts.filter(({ caught_by_hand }) => caught_by_hand !== null)
  return {
    right: attempts.filter(({ caught }) => caught).length,
    of: attempts.length,
    false_alarms: graded.flatMap((one) => one.false_alarms).length,
    clean: graded.reduce((sum, { clean }) => sum + clean, 0),
    by_hand_right: byHand.filter(({ caught_by_hand }) => caught_by_hand).length,
    by_hand_of: byHand.length,
    by_hand_false_alarms: graded.flatMap((one) => one.by_hand_alarms).length,
  }
}

function ofKind(graded: readonly GradedText[], kind: MutationKind): Report['sum'] {
  const own = (of: readonly GradedText[]) =>
    of.flatMap(({ attempts }) => attempts.filter((one) => one.kind === kind))
  const all = own(graded)
  const frozen = own(graded.filter((one) => one.frozen))
  const again = all.filter(({ caught, found_again }) => !caught && found_again)
  return {
    right: all.filter(({ caught }) => caught).length,
    of: all.length,
    frozen_right: frozen.filter(({ caught }) => caught).length,
    frozen_of: frozen.length,
    ...(kind === 'source_removed' ? { found_again: again.length } : {}),
  }
}
