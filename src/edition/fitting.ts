import type { NewsRoom } from "../note/news.js"
import type { Draft } from "./draft.js"
import type { RenderedFile } from "./rendered.js"

/** How drafts are rendered, and how one is drafted again with less room for what changed. */
export interface Fitting {
  readonly render: (drafts: readonly Draft[]) => Promise<readonly RenderedFile[]>
  readonly shorten: (draft: Draft, room: NewsRoom) => Promise<Draft>
}

/**
 * Renders drafts. One whose files pass the limit of its pages is drafted again, naming fewer of the changes since the
 * edition before, as often as there are some to leave out, then only counting them: what is new may cost a note no page.
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
    const shortened = long.map(async draft => [draft, await shorten(draft, lessRoom(draft)!)] as const)
    const shorter = new Map(await Promise.all(shortened))
    fitting = fitting.map(draft => shorter.get(draft) ?? draft)
    const again = new Set(long.map(noteOf))
    files = [...files.filter(f => !again.has(f.note)), ...(await render([...shorter.values()]))]
  }
}

const noteOf = ({ plan }: Draft) => plan.definition.id

/** The next room in which a draft says less of what changed; undefined if nothing is left to leave out. */
function lessRoom({ composed }: Draft): NewsRoom | undefined {
  const news = composed[0]?.past?.news
  if (!news || news.same || news.brief) return undefined
  return news.named > 0 ? { named: news.named - 1 } : { named: 0, brief: true }
}

function isTooLong(draft: Draft, files: readonly RenderedFile[]): boolean {
  const { limits } = draft.plan.definition
  const own = files.filter(f => f.note === noteOf(draft))
  return lessRoom(draft) !== undefined && own.some(({ rendered }) => (rendered.pages ?? 0) > limits.pages)
}
