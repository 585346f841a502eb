/** More than three causes are not competing, they are a list. */
export const mostCauses = 3
