import type { ModelRequest } from './gateway.ts'

const id = 'toolu_get_case_0'

/** The turns of a call that is told of a case and given one order: what is told is data, the order stands alone. */
export function orderedTurns(
  words: string,
  told: object,
  order: object,
): Pick<ModelRequest<never>, 'history' | 'input'> {
  return {
    history: [
      { role: 'user', content: [{ type: 'text', text: words }] },
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'get_case', input: {} }] },
    ],
    input: {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: id, content: JSON.stringify(told) },
        { type: 'text', text: JSON.stringify(order) },
      ],
    },
  }
}
