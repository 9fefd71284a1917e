/** Which issue of a note: the month of its edition, and the revision within the month, 1 as first issued. */
export interface Issue {
  /** YYYY-MM */
  readonly month: string
  readonly revision: number
}

/** The name of an issue and of its folder: `2026-11` as first issued, `2026-11-r2` and so on as revised. */
export function issueId({ month, revision }: Issue): string {
  return revision === 1 ? month : `${month}-r${revision}`
}

/** The issue that a folder's name stands for; undefined if the name is none. */
export function parseIssueId(name: string): Issue | undefined {
  const [, month, revision = "1"] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:-r([2-9]|[1-9]\d{1,8}))?$/.exec(name) ?? []
  return month === undefined ? undefined : { month, revision: Number(revision) }
}

/** The order in which issues follow one another, for sorting. */
export function byIssue(a: Issue, b: Issue): number {
  if (a.month !== b.month) return a.month < b.month ? -1 : 1
  return a.revision - b.revision
}
