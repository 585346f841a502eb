const acronym = /^\p{Lu}[\p{Lu}\d]/u

/** "Update due: Contoso Dental, mail from outside": client and problem, as far as they are known. */
export function updateDue({
  client_name,
  title,
}: {
  client_name: string | null
  title: string | null
}): string {
  const problem =
    title && client_name && !acronym.test(title) ? title[0]?.toLowerCase() + title.slice(1) : title
  const about = [client_name, problem].filter(Boolean).join(', ')
  return about ? `Update due: ${about}` : 'Update due'
}
