/** What an agent reads of the page that somebody calls from: its address without the query, its title, as long as the database takes them. */
export const thisPage = (): { readonly url: string; readonly title: string } => ({
  url: `${location.origin}${location.pathname}`.slice(0, 500),
  title: document.title.slice(0, 200),
})
