/** A long pattern, written over several lines: ends of lines and what indents them are no part of it. */
export const patternOf = (lines: string, flags = ''): RegExp => new RegExp(lines.replace(/\n */g, ''), flags)
