/** What the offline model can do, wherever it is named. */
export const offlineModel =
  'The offline model follows flows and your words by rules. It reads German and English, answers in English, and cannot look things up.'
