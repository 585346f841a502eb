/**
 * What tests draw at random comes from here: the same at every `npm test`, another one at each `npm run test:long`,
 * which prints it. TEST_SEED repeats a run.
 */
export const seed = Number(process.env.TEST_SEED ?? 20_261_120)

/** How much of the long run is done: `npm test` does a tenth, TEST_SHARE=1 all of it. */
const share = Number(process.env.TEST_SHARE ?? 0.1)
export const isLong = share >= 1

export const repetitions = (inTheLongRun: number): number => Math.max(1, Math.ceil(inTheLongRun * share))
