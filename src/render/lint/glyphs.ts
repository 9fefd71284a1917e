import type { PdfLibrary, PdfPage } from "../../source/openpdf.js"

/** A glyph as it stands on a page; lengths in points, from the lower left corner of the page. */
export interface Glyph {
  /** The character or characters that the file says it stands for. */
  readonly text: string
  /** Its number in its font; 0 is the box for what the font does not have. */
  readonly code: number
  /** The name of its font, without the mark of a subset. */
  readonly face: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  /** The marked content that it belongs to. */
  readonly mark: number | undefined
  /** Whether it was drawn in a stretch whose characters stand in the file from left to right and are read from right to left. */
  readonly reversed: boolean
}

type Matrix = readonly [number, number, number, number, number, number]
const unit: Matrix = [1, 0, 0, 1, 0, 0]
const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
]
const matrix = (values: ArrayLike<number>): Matrix => [
  values[0]!,
  values[1]!,
  values[2]!,
  values[3]!,
  values[4]!,
  values[5]!,
]

interface ShownGlyph {
  readonly originalCharCode: number
  readonly unicode: string
  readonly width: number
}

/** What the operators of a page change while it is drawn. */
interface State {
  around: Matrix
  line: Matrix
  size: number
  face: string
  readonly saved: Matrix[]
  readonly marks: { readonly mark: number | undefined; readonly reversed: boolean }[]
  readonly glyphs: Glyph[]
}

/** The glyphs of a page in the order in which they are drawn. */
export async function glyphsOn(page: PdfPage, { OPS }: PdfLibrary): Promise<readonly Glyph[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const state: State = { around: unit, line: unit, size: 1, face: "", saved: [], marks: [], glyphs: [] }
  const nameOf = (font: string) => (page.commonObjs.get(font) as { name: string }).name
  const steps = { ...placing(OPS), ...writing(OPS, nameOf) }
  for (const [i, operator] of fnArray.entries()) steps[operator]?.(state, (argsArray[i] ?? []) as unknown[])
  return state.glyphs
}

type Steps = Readonly<Record<number, (state: State, args: unknown[]) => void>>

/** The operators that move what is drawn after them. */
function placing(OPS: PdfLibrary["OPS"]): Steps {
  const save = (state: State) => void state.saved.push(state.around)
  const restore = (state: State) => {
    state.around = state.saved.pop() ?? unit
  }
  const move = (state: State, own: ArrayLike<number>) => {
    state.around = times(matrix(own), state.around)
  }
  return {
    [OPS.save]: save,
    [OPS.restore]: restore,
    [OPS.transform]: (state, args) => move(state, args as number[]),
    [OPS.paintFormXObjectBegin]: (state, [own]) => {
      save(state)
      if (own) move(state, own as ArrayLike<number>)
    },
    [OPS.paintFormXObjectEnd]: restore,
  }
}

/** The operators that write, and those that say what the written belongs to. */
function writing(OPS: PdfLibrary["OPS"], nameOf: (font: string) => string): Steps {
  return {
    [OPS.beginText]: state => {
      state.line = unit
    },
    [OPS.setTextMatrix]: (state, [own]) => {
      state.line = matrix(own as ArrayLike<number>)
    },
    [OPS.moveText]: (state, [x, y]) => {
      state.line = times([1, 0, 0, 1, Number(x), Number(y)], state.line)
    },
    [OPS.setFont]: (state, [font, size]) => {
      state.size = Number(size)
      state.face = nameOf(String(font)).replace(/^[A-Z]{6}\+/, "")
    },
    [OPS.showText]: (state, [shown]) => show(state, shown as (ShownGlyph | number)[]),
    [OPS.beginMarkedContent]: (state, [tag]) => {
      const reversed = (tag as { name?: string } | undefined)?.name === "ReversedChars"
      state.marks.push({ mark: undefined, reversed })
    },
    [OPS.beginMarkedContentProps]: (state, [, mark]) => {
      state.marks.push({ mark: typeof mark === "number" ? mark : undefined, reversed: false })
    },
    [OPS.endMarkedContent]: state => void state.marks.pop(),
  }
}

function show(
  { around, line, size, face, marks, glyphs }: State,
  shown: readonly (ShownGlyph | number)[],
): void {
  const mark = marks.findLast(own => own.mark !== undefined)?.mark
  const reversed = marks.some(own => own.reversed)
  let at = times(line, around)
  for (const glyph of shown) {
    const advance = typeof glyph === "number" ? -glyph : glyph.width
    if (typeof glyph !== "number") {
      const { unicode: text, originalCharCode: code } = glyph
      const [scale, x, y] = [at[0], at[4], at[5]]
      glyphs.push({
        text,
        code,
        face,
        x,
        y,
        width: (advance * size * scale) / 1000,
        size: size * scale,
        mark,
        reversed,
      })
    }
    at = times([1, 0, 0, 1, (advance * size) / 1000, 0], at)
  }
}
