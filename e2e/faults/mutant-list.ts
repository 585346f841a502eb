export type Edit = { file: string; find: string; replace: string }
export type Mutant = {
  name: string
  edits: Edit[]
  /** Test file → the beginning of the name of a test in it that must fail. */
  must_fail: [file: string, test: string][]
}

/** Ways in which this is usually got wrong. */
export const mutants: Mutant[] = [
  {
    name: 'claim and send in one transaction',
    edits: [
      {
        file: 'server/posts/worker/claim.ts',
        find: 'export async function claimPost(world: World, accountId: string, postId: string): Promise<ClaimResult> {\n  const claim = await tryClaim(world, accountId, postId)',
        replace:
          'export async function claimPost(world: World, accountId: string, postId: string, send: (post: StoredPost) => Promise<void> = async () => {}): Promise<ClaimResult> {\n  sendInside = send\n  const claim = await tryClaim(world, accountId, postId)',
      },
      {
        file: 'server/posts/worker/claim.ts',
        find: 'const notNow: ClaimResult =',
        replace:
          'let sendInside: (post: StoredPost) => Promise<void> = async () => {}\nconst notNow: ClaimResult =',
      },
      {
        file: 'server/posts/worker/claim.ts',
        find: 'return mark(sql, world, post, traffic)',
        replace:
          "const marked = await mark(sql, world, post, traffic)\n      if (marked.kind === 'claimed') await sendInside(marked.post)\n      return marked",
      },
      {
        file: 'server/posts/worker/send.ts',
        find: 'const claim = await claimPost(world, accountId, postId)',
        replace:
          'let sent: Awaited<ReturnType<typeof write>> | undefined\n  const claim = await claimPost(world, accountId, postId, async (claimed) => {\n    if (provider) sent = await write(world, provider, claimed, sendLimits(world.config.POST_LEASE_SECONDS).deadlineMs)\n  })',
      },
      {
        file: 'server/posts/worker/send.ts',
        find: 'await carryOut(world, provider, claim.post, claim.is_clean)',
        replace: 'await carryOut(world, provider, claim.post, claim.is_clean, sent)',
      },
      {
        file: 'server/posts/worker/send.ts',
        find: '  is_clean = false,\n',
        replace: '  is_clean = false,\n  sent?: Awaited<ReturnType<typeof write>>,\n',
      },
      {
        file: 'server/posts/worker/send.ts',
        find: 'const { outcome, refused_member } = await write(world, provider, post, deadlineMs)',
        replace:
          'const { outcome, refused_member } = sent ?? (await write(world, provider, post, deadlineMs))',
      },
    ],
    must_fail: [
      ['server/posts/worker/crash.test.ts', 'kill -9 between sending and recording, after the commit'],
    ],
  },
  {
    name: 'settle too short',
    edits: [
      {
        file: 'server/posts/machine/on-look.ts',
        find: 'Date.parse(look.began_at) < Date.parse(settleUntil)',
        replace: 'Date.parse(look.began_at) < Date.parse(settleUntil) - clock.settle_s * 750',
      },
    ],
    must_fail: [
      [
        'server/posts/machine/on-look.test.ts',
        'never sent again without two whole readings that began after the settle time',
      ],
    ],
  },
  {
    name: 'no deadline guard',
    edits: [
      {
        file: 'server/posts/worker/send.ts',
        find: 'if (leftS * 1000 < deadlineMs + slackMs) {',
        replace: 'if (leftS * 1000 < -deadlineMs - slackMs) {',
      },
    ],
    must_fail: [['server/posts/worker/claim.test.ts', 'with too little of it left nothing is sent']],
  },
  {
    name: 'first page only',
    edits: [
      {
        file: 'server/psa/connectwise/pages.ts',
        find: 'if (!more || answer.rows.length === 0) return { rows, complete: ordered || page === 1 }',
        replace: 'if (!more || page > 0) return { rows, complete: true }',
      },
    ],
    must_fail: [['server/posts/worker/send.test.ts', 'it is found behind 300 other notes']],
  },
  {
    name: 'result without compare-and-set',
    edits: [
      {
        file: 'server/posts/machine/on-write.ts',
        find: "if (post.state !== 'sending' || post.owner !== claim.owner || post.attempt !== claim.attempt) return null\n  const change = failed",
        replace: 'const change = failed',
      },
    ],
    must_fail: [
      ['server/posts/machine/on-write.test.ts', 'no failure of a claim that is over changes anything'],
    ],
  },
  {
    name: 'read error treated as absence',
    edits: [
      {
        file: 'server/posts/worker/look.ts',
        find: "return { finding: { kind: 'unreadable', why: withoutAdvice(error) }, signal }",
        replace: "return { finding: { kind: 'absent' }, signal }",
      },
    ],
    must_fail: [['server/posts/worker/send.test.ts', 'while notes cannot be read nothing is sent again']],
  },
  {
    name: 'generic retry switched on',
    edits: [
      {
        file: 'server/psa/connectwise/client.ts',
        find: 'return await attempt(input, call)\n',
        replace: 'return await attempt(input, call).catch(() => attempt(input, call))\n',
      },
    ],
    must_fail: [['server/psa/connectwise/faults.test.ts', 'no write is tried twice']],
  },
  {
    name: 'a status change overtakes its note',
    edits: [
      {
        file: 'server/db/posts-at-their-end.ts',
        find: "or (p.kind in ('status', 'assignment') and exists (",
        replace: "or (p.kind = 'none' and exists (",
      },
    ],
    must_fail: [['server/posts/worker/closing.test.ts', 'a status change waits for the note in front of it']],
  },
  {
    name: 'a case is closed without a look at what became of it',
    edits: [
      {
        file: 'server/closings/resolve.ts',
        find: '  await mayClose(ctx, sql, session)\n  if (session.state_version !== prepared.state_version) return null\n',
        replace: '',
      },
    ],
    must_fail: [['server/closings/resolve.test.ts', 'two people close it at once']],
  },
  {
    name: 'a handoff is taken whoever has it',
    edits: [
      {
        file: 'server/handoffs/pick-up.ts',
        find: "  if (claimed_by) throw new Problem('handoff_already_claimed', undefined, { extra: { claimed_by } })\n  if (!isWaiting(handoff) || intent !== 'escalate' || session.status !== 'escalated')\n    throw new Problem('handoff_not_open')\n",
        replace: '',
      },
      {
        file: 'server/handoffs/queries.ts',
        find: 'and claimed_at is null and withdrawn_at is null`\n  return claimed.count > 0',
        replace: 'and withdrawn_at is null`\n  return claimed.count > 0',
      },
    ],
    must_fail: [['server/handoffs/pick-up.test.ts', 'of two at the same moment one picks it up']],
  },
  {
    name: 'a POST believed absent at once',
    edits: [
      {
        file: 'server/posts/machine/traits.ts',
        find: "  note: { absence: () => 'after_settle',",
        replace: "  note: { absence: () => 'at_once',",
      },
      {
        file: 'server/posts/machine/traits.ts',
        find: "  time_entry: { absence: () => 'after_settle',",
        replace: "  time_entry: { absence: () => 'at_once',",
      },
    ],
    must_fail: [
      [
        'server/posts/machine/on-look.test.ts',
        'never sent again without two whole readings that began after the settle time',
      ],
    ],
  },
]
