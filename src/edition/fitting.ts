import type { Draft } from "./draft.js"
import type { RenderedFile } from "./rendered.js"

/** How drafts are rendered, and how one is drafted again with fewer changes named. */
export interface Fitting {
  readonly render: (drafts: readonly Draft[]) => Promise<readonly RenderedFile[]>
  readonly shorten: (draft: Draft, named: number) => Promise<Draft>
}

/**
 * Renders drafts. One whose files pass the limit of its pages is drafted again, naming fewer of the changes since the
 * edition before, as often as there are some to leave out: what is new may cost a note no page.
 */
export async function renderFitting(
  drafts: readonly Draft[],
  { render, shorten }: Fitting,
): Promise<{ drafts: readonly Draft[]; files: readonly RenderedFile[] }> {
  let fitting = drafts
  let files = await render(drafts)
  for (;;) {
    const long = fitting.filter(draft => isTooLong(draft, files))
    if (long.length === 0) return { drafts: fitting, files }
    const shortened = long.map(async draft => [draft, await shorten(draft, namedIn(draft) - 1)] as const)
    const shorter = new Map(await Promise.all(shortened))
    fitting = fitting.map(draft => shorter.get(draft) ?? draft)
    const again = new Set(long.map(noteOf))
    files = [...files.filter(f => !again.has(f.note)), ...(await render([...shorter.values()]))]
  }
}

const noteOf = ({ plan }: Draft) => plan.definition.id

/** How many changes a draft's block names at most. */
const namedIn = ({ composed }: Draft) => composed[0]?.since?.named ?? 0

function isTooLong(draft: Draft, files: readonly RenderedFile[]): boolean {
  const { limits } = draft.plan.definition
  const own = files.filter(f => f.note === noteOf(draft))
  return namedIn(draft) > 0 && own.some(({ rendered }) => (rendered.pages ?? 0) > limits.pages)
}
