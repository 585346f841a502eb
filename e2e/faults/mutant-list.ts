export type Edit = { file: string; find: string; replace: string }
export type Mutant = {
  name: string
  edits: Edit[]
  /** Test file → the beginning of the name of a test in it that must fail. */
  must_fail: [file: string, test: string][]
}

/** Seven ways in which this is usually got wrong. */
export const mutants: Mutant[] = [
  {
    name: 'claim and send in one transaction',
    edits: [
      {
        file: 'server/posts/claim.ts',
        find: 'export async function claimPost(world: World, accountId: string, postId: string): Promise<Claim> {\n  const claim = await tryClaim(world, accountId, postId)',
        replace:
          'export async function claimPost(world: World, accountId: string, postId: string, send: (post: StoredPost) => Promise<void> = async () => {}): Promise<Claim> {\n  sendInside = send\n  const claim = await tryClaim(world, accountId, postId)',
      },
      {
        file: 'server/posts/claim.ts',
        find: 'const notNow: Claim =',
        replace:
          'let sendInside: (post: StoredPost) => Promise<void> = async () => {}\nconst notNow: Claim =',
      },
      {
        file: 'server/posts/claim.ts',
        find: 'return mark(sql, world, post, traffic)',
        replace:
          "const marked = await mark(sql, world, post, traffic)\n      if (marked.kind === 'claimed') await sendInside(marked.post)\n      return marked",
      },
      {
        file: 'server/posts/send.ts',
        find: 'const claim = await claimPost(world, accountId, postId)',
        replace:
          'let sent: WriteOutcome | undefined\n  const claim = await claimPost(world, accountId, postId, async (claimed) => {\n    if (provider) sent = await write(world, provider, claimed, sendLimits(world.config.POST_LEASE_SECONDS).deadlineMs)\n  })',
      },
      {
        file: 'server/posts/send.ts',
        find: 'await carryOut(world, provider, claim.post, claim.calm)',
        replace: 'await carryOut(world, provider, claim.post, claim.calm, sent)',
      },
      {
        file: 'server/posts/send.ts',
        find: '  calm = false,\n',
        replace: '  calm = false,\n  sent?: WriteOutcome,\n',
      },
      {
        file: 'server/posts/send.ts',
        find: 'const outcome = await write(world, provider, post, deadlineMs)',
        replace: 'const outcome = sent ?? (await write(world, provider, post, deadlineMs))',
      },
    ],
    must_fail: [['server/posts/crash.test.ts', 'kill -9 between sending and recording, after the commit']],
  },
  {
    name: 'settle too short',
    edits: [
      {
        file: 'server/posts/looked.ts',
        find: 'Date.parse(look.began_at) < Date.parse(settleUntil)',
        replace: 'Date.parse(look.began_at) < Date.parse(settleUntil) - clock.settle_s * 750',
      },
    ],
    must_fail: [
      [
        'server/posts/looked.test.ts',
        'never sent again without two whole readings that began after the settle time',
      ],
    ],
  },
  {
    name: 'no deadline guard',
    edits: [
      {
        file: 'server/posts/send.ts',
        find: 'if (leftS * 1000 < deadlineMs + slackMs) {',
        replace: 'if (leftS * 1000 < -deadlineMs - slackMs) {',
      },
    ],
    must_fail: [['server/posts/claim.test.ts', 'with too little of it left nothing is sent']],
  },
  {
    name: 'first page only',
    edits: [
      {
        file: 'server/psa/connectwise/notes.ts',
        find: 'if (!more || answer.rows.length === 0) return { rows, complete: true }',
        replace: 'if (!more || page > 0) return { rows, complete: true }',
      },
    ],
    must_fail: [['server/posts/send.test.ts', 'it is found behind 300 other notes']],
  },
  {
    name: 'result without compare-and-set',
    edits: [
      {
        file: 'server/posts/outcome.ts',
        find: "if (post.state !== 'sending' || post.owner !== claim.owner || post.attempt !== claim.attempt) return null\n  const change = failed",
        replace: 'const change = failed',
      },
    ],
    must_fail: [['server/posts/outcome.test.ts', 'no failure of a claim that is over changes anything']],
  },
  {
    name: 'read error treated as absence',
    edits: [
      {
        file: 'server/posts/reconcile.ts',
        find: "return { finding: { kind: 'unreadable', why: error.message }, sign }",
        replace: "return { finding: { kind: 'absent' }, sign }",
      },
    ],
    must_fail: [['server/posts/send.test.ts', 'while notes cannot be read nothing is sent again']],
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
]
