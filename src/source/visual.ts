/** A piece of text as a PDF file places it on a page; x and y in points, from the lower left. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** The file marks it as written from right to left, which tells of spaces and marks what letters cannot. */
  readonly turned: boolean
  /** What the tags of the file say of it, such as `heading 2` or `artifact`. */
  readonly tag?: string
  /** A new line begins with the next piece. */
  readonly ends: boolean
}

/** One line of a page in the order of reading. */
export interface VisualLine {
  readonly text: string
  readonly y: number
  readonly height: number
  readonly tag?: string
}

const rtlLetter = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const rtlLetters = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}]/gu
const ltrLetters = /(?=\p{L})[^\p{Script=Arabic}\p{Script=Hebrew}]/gu
const digit = /\p{Nd}/u

type Way = "rtl" | "ltr" | "number" | "neutral"

function wayOf({ text, turned }: Piece): Way {
  if (rtlLetter.test(text) && !/^[\p{Nd}\P{L}]+$/u.test(text)) return "rtl"
  if (/\p{L}/u.test(text)) return "ltr"
  if (digit.test(text)) return "number"
  return turned ? "rtl" : "neutral"
}

/**
 * The lines of a page in the order of reading, from pieces in the order of the file. On a line that is read from right
 * to left pieces are put in the order of reading, numbers and words of other scripts kept; on any other line only what
 * is read from right to left is turned. A gap between pieces becomes a space.
 */
export function visualLines(pieces: readonly Piece[]): readonly VisualLine[] {
  const text = pieces.map(p => p.text).join("")
  const rtlPage = count(text, rtlLetters) > count(text, ltrLetters)
  return groups(pieces).map(line => {
    const written = line.filter(p => p.text.trim() !== "")
    const tag = written[0]?.tag
    return {
      text: readLine(line, rtlPage),
      y: Math.min(...line.map(p => p.y)),
      height: Math.max(...line.map(p => p.height)),
      ...(tag !== undefined && { tag }),
    }
  })
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0

/** Pieces that stand on one line: until the file ends it, or the next stands clearly higher or lower. */
function groups(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = []
  let line: Piece[] = []
  for (const piece of pieces) {
    const last = line.findLast(p => p.text.trim() !== "")
    const apart = last && piece.text.trim() !== "" && Math.abs(piece.y - last.y) > tallest(last, piece)
    if (apart) {
      lines.push(line)
      line = []
    }
    if (piece.text !== "") line.push(piece)
    if (piece.ends && line.length > 0) {
      lines.push(line)
      line = []
    }
  }
  return line.length > 0 ? [...lines, line] : lines
}

const tallest = (a: Piece, b: Piece) => Math.max(a.height, b.height, 1)

function readLine(line: readonly Piece[], rtlPage: boolean): string {
  const ways = line.map(wayOf)
  if (isFromRight(line, rtlPage)) return join(fromRight(byPlace(line)))
  return join(ways.includes("rtl") ? turnRuns(line, ways) : line.map(p => ({ ...p, mirrored: false })))
}

/** A line is read the way of the words at both its ends; where they differ, its page and most of its letters tell. */
function isFromRight(line: readonly Piece[], rtlPage: boolean): boolean {
  const ways = byPlace(line)
    .filter(p => /\p{L}/u.test(p.text))
    .map(wayOf)
  const [left, right] = [ways[0], ways.at(-1)]
  if (left === right || !rtlPage) return left === "rtl" && right === "rtl"
  const text = line.map(p => p.text).join("")
  return count(text, rtlLetters) > count(text, ltrLetters)
}

const byPlace = (line: readonly Piece[]) => [...line].sort((a, b) => a.x - b.x)

type Placed = Piece & { readonly mirrored: boolean }

/** Pieces from left to right, put in the order of reading from the right; runs of other scripts keep their order. */
function fromRight(line: readonly Piece[]): Placed[] {
  const placed: Placed[] = []
  let run: Piece[] = []
  const close = () => {
    const last = run.findLastIndex(p => ["ltr", "number"].includes(wayOf(p)))
    placed.unshift(...run.slice(0, last + 1).map(p => ({ ...p, mirrored: false })))
    for (const p of run.slice(last + 1)) placed.unshift({ ...p, mirrored: true })
    run = []
  }
  for (const piece of line) {
    const way = wayOf(piece)
    const held = run.some(p => wayOf(p) === "ltr")
    const joins = way === "ltr" ? held || run.length === 0 : way === "number" || (way === "neutral" && held)
    if (!joins) close()
    if (way === "ltr" || way === "number" || (way === "neutral" && run.length > 0)) run.push(piece)
    else placed.unshift({ ...piece, mirrored: true })
  }
  close()
  return placed
}

/** A line read from left to right, with the runs in it that are read from right to left turned round. */
function turnRuns(line: readonly Piece[], ways: readonly Way[]): Placed[] {
  const placed: Placed[] = []
  let at = 0
  while (at < line.length) {
    const end = endOfRun(ways, at)
    if (end === at) placed.push({ ...line[at++]!, mirrored: false })
    else {
      const from = startOfRun(line, placed)
      const run = [...placed.splice(from), ...line.slice(at, end)]
      placed.push(...fromRight(byPlace(run)))
      at = end
    }
  }
  return placed
}

/** The end of a run that begins at a place: after the last piece read from the right before one read from the left. */
function endOfRun(ways: readonly Way[], start: number): number {
  if (ways[start] !== "rtl") return start
  let end = start
  for (let at = start; at < ways.length && ways[at] !== "ltr"; at++) if (ways[at] === "rtl") end = at + 1
  return end
}

/** A number just left of a mark that the file says is turned belongs to the run, with the bracket that opens before it. */
function startOfRun(line: readonly Piece[], placed: readonly Placed[]): number {
  let from = placed.length
  const next = line[placed.length]
  if (!next || rtlLetter.test(next.text)) return from
  if (from > 0 && wayOf(placed[from - 1]!) === "number") from--
  if (from < placed.length && next.text.includes(")") && placed[from - 1]?.text === "(") from--
  return from
}

const mirrors: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
}

/** Brackets are drawn mirrored where the text runs from right to left: a piece that is nothing else is turned back. */
function textOf({ text, mirrored }: Placed): string {
  return mirrored && !/[\p{L}\p{N}]/u.test(text)
    ? [...text]
        .map(c => mirrors[c] ?? c)
        .reverse()
        .join("")
    : text
}

function join(pieces: readonly Placed[]): string {
  let text = ""
  let last: Placed | undefined
  for (const piece of pieces) {
    const written = textOf(piece)
    if (last && apart(last, piece) && !/\s$/.test(text) && !/^[\s\p{M}]/u.test(written)) text += " "
    text += written
    last = piece
  }
  return text
}

function apart(a: Piece, b: Piece): boolean {
  const [left, right] = a.x <= b.x ? [a, b] : [b, a]
  const size = Math.max(a.height, b.height)
  return right.x - (left.x + left.width) > 0.17 * size
}
