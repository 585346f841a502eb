export type Product = 'connectwise' | 'autotask' | 'halopsa' | 'syncro' | 'zendesk' | 'freshservice'

/** `shown`: the screen says so; `address`: the address says so and nothing speaks against it; `hint`: a guess. */
export type Certainty = 'shown' | 'address' | 'hint'

export type Finding = { ticket_id: string; certainty: Certainty }

/** All that ever leaves a page. */
export type TicketReference = Finding & {
  product: Product
  product_name: string
  /** The page's origin. */
  site: string
  /** The page is followed only after the person has granted this origin. */
  needs_grant: boolean
}

/** What else the reader of a page saw there. */
export type PageHints = {
  /** Visible text of ConnectWise's ticket pod header. */
  pod_header?: string | null
  /** The person asked for this host, by the toolbar button or by a grant. */
  is_chosen_host?: boolean
}

export type Site = {
  product: Product
  product_name: string
  /** Where the vendor serves it; `*` stands for one label. */
  hosts: readonly string[]
  /** On other hosts it is told by its paths alone. */
  elsewhere: 'always' | 'when_chosen' | 'never'
  ids: RegExp
  read: (address: URL, banner: string | null, hints: PageHints) => Finding | null
}
