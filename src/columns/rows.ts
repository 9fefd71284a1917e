/** A column for the solver. `sumOf` are lists of columns that add up to it; `total` is false if the last row is no sum. */
export interface Column {
  readonly id: string
  readonly sumOf?: readonly (readonly string[])[] | undefined
  readonly total?: boolean | undefined
}

/** One printed piece: a number, or a sign that stands for an empty cell; `blanks` is undefined where they are not known. */
export interface Piece {
  readonly text: string
  readonly blanks: number | undefined
}

/** A row as a text layer has it. If `settled`, every piece is a number of its own; else blanks may part thousands. */
export interface PrintedRow {
  readonly pieces: readonly Piece[]
  readonly settled: boolean
}

/** A row of which only the text is known, such as "1 506 4 1 510": what belongs together is left to the solver. */
export function rowOfText(text: string): PrintedRow {
  const found = [...text.trimEnd().matchAll(/(\s*)(\S+)/g)]
  return {
    settled: false,
    pieces: found.map(([, blanks = "", word = ""]) => ({ text: word, blanks: blanks.length })),
  }
}

/** A row whose numbers were told apart, with the blanks before each of them if they are known. */
export function rowOfTokens(tokens: readonly string[], blanks?: readonly number[]): PrintedRow {
  return { settled: true, pieces: tokens.map((text, i) => ({ text, blanks: blanks?.[i] })) }
}

/** A token as a number, its thousands parted by blanks or commas; null for a sign that stands for an empty cell; undefined for a word. */
export function numberOf(token: string): number | null | undefined {
  if (/^(?:[-–—…]|\.{2,3})$/.test(token)) return null
  const plain = token.replaceAll(/(?<=^\d{1,3}|\d{3})[\s,](?=\d{3}(?:\D|$))/g, "")
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** One number that can begin at a piece: its value, its text, and after how many pieces the next one begins. */
export interface Start {
  readonly token: string
  readonly value: number | null
  readonly pieces: number
}

/** Every number that can begin at a piece: alone, or with the groups of three digits that follow after one blank. */
export function startsAt({ pieces, settled }: PrintedRow, at: number): readonly Start[] {
  const first = pieces[at]
  const value = first && numberOf(first.text)
  if (!first || value === undefined) return []
  const starts: Start[] = [{ token: first.text, value, pieces: 1 }]
  if (settled || !/^[1-9]\d{0,2}$/.test(first.text)) return starts
  let token = first.text
  for (let next = at + 1; next < pieces.length; next++) {
    const { text, blanks } = pieces[next]!
    if (blanks !== 1 || !/^\d{3}$/.test(text)) break
    token += ` ${text}`
    starts.push({ token, value: numberOf(token)!, pieces: next - at + 1 })
  }
  return starts
}
