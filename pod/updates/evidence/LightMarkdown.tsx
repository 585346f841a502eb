/** A part of a text with the little Markdown that drafts have: bold names of parts, and signs that stand for themselves. */
export function LightMarkdown({ text }: { text: string }) {
  return (
    <>
      {text.split(/\*\*([^*\n]{1,200})\*\*/).map((part, at) => {
        const words = part.replace(/\\([\\`*[\]<>~|@._:])/g, '$1')
        return at % 2 === 1 ? <strong key={at}>{words}</strong> : <span key={at}>{words}</span>
      })}
    </>
  )
}
