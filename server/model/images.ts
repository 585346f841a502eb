import type Anthropic from '@anthropic-ai/sdk'
import type { ModelTurn } from './gateway.ts'

/** What an image is sent as; base64. */
export type ImageData = { media_type: 'image/png' | 'image/webp'; data: string }
type Block = Anthropic.ContentBlockParam

const scheme = 'flowpilot-image:'
/** In the place of an image that a model cannot or shall not see. */
export const imageNote = '[A picture stood here. It cannot be seen here.]'

/** About what a model counts one for, at the size that we send. */
export const tokensPerImage = 1_600

/** An image as turns are kept: named. Its bytes are put in as the request goes out, the same each time. */
export const namedImage = (id: string): Anthropic.ImageBlockParam => ({
  type: 'image',
  source: { type: 'url', url: `${scheme}${id}` },
})

/** Ids of all images that these turns name. */
export const imagesNamed = (turns: readonly ModelTurn[]): string[] =>
  turns.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((one) => nameOf(one) ?? []),
  )

/** The turns as they go out; an image that is not there any more is said to be gone. */
export const withImages = (turns: ModelTurn[], images: ReadonlyMap<string, ImageData>): ModelTurn[] =>
  mapped(turns, (id) => {
    const image = images.get(id)
    return image ? { type: 'image', source: { type: 'base64', ...image } } : note()
  })

export const withoutImages = (turns: readonly ModelTurn[]): ModelTurn[] => mapped(turns, note)

const note = (): Block => ({ type: 'text', text: imageNote })

function nameOf(block: Block): string | null {
  return block.type === 'image' && block.source.type === 'url' && block.source.url.startsWith(scheme)
    ? block.source.url.slice(scheme.length)
    : null
}

function mapped(turns: readonly ModelTurn[], blockOf: (id: string) => Block): ModelTurn[] {
  return turns.map((turn) => {
    const { content } = turn
    if (typeof content === 'string' || !content.some(nameOf)) return turn
    return {
      ...turn,
      content: content.map((block) => {
        const id = nameOf(block)
        return id === null ? block : blockOf(id)
      }),
    }
  })
}
