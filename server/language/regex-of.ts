/** A long regular expression, written over several lines: ends of lines and what indents them are no part of it. */
export const regexOf = (lines: string, flags = ''): RegExp => new RegExp(lines.replace(/\n */g, ''), flags)
