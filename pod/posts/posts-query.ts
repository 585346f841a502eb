import { oneOf } from '../router.ts'

/** Which posts the page shows: `?state=needing`; all of them where the address does not say. */
export const postsQuery = { state: oneOf(['needing', 'under_way', 'done']) }
