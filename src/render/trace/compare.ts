import type { Claim, Trace } from "../../model/trace.js"
import { alignment } from "./diff.js"
import { isRightToLeft, markOf, marksIn, type Token, tokensOf } from "./words.js"

/** What became of the words of an issued file. */
export interface WordChanges {
  /** The claims whose text was in the file and no longer stands where it was, by their ids. */
  readonly missing: readonly string[]
  /** Numbers that stand in the file now, were not issued there, and that the trace does not know. */
  readonly unknownNumbers: readonly string[]
  /** The words that were put in, each with a word before and after, in the order of the file. */
  readonly added: readonly string[]
}

/** Compares the words of a file with those that were issued, of which `marks` is the print. */
export function compareWords(
  { claims }: Trace,
  { marks, tokens }: { marks: string; tokens: readonly Token[] },
): WordChanges {
  const issued = marksIn(marks)
  const aligned = alignment(issued, tokens.map(markOf))
  const kept = new Set(aligned)
  const isNew = (i: number) => i >= 0 && i < tokens.length && !kept.has(i)
  const grown = numbersIn(tokens).filter(({ from, to }) =>
    tokens.slice(from, to).some((_, i) => isNew(from + i)),
  )
  const stands = ([from, to]: Range) => {
    const [first = -1, last = -1] = [aligned[from], aligned[to - 1]]
    const whole = aligned.slice(from, to).every((at, i) => at >= 0 && at === first + i)
    return whole && !grown.some(number => number.from <= last && first < number.to)
  }
  const missing = [...placesOf(claims, issued)].filter(([, range]) => !stands(range)).map(([id]) => id)
  return { missing, unknownNumbers: newNumbers(tokens, isNew, claims), added: additions(tokens, isNew) }
}

/** What can be told without a print of the words issued: claims whose text is nowhere, and numbers that no claim has. */
export function searchWords({ claims }: Trace, tokens: readonly Token[]): WordChanges {
  const now = tokens.map(markOf)
  const isGone = ({ text }: Claim) => occurrence(text, now, 0) === undefined
  return {
    missing: claims.filter(isGone).map(({ id }) => id),
    unknownNumbers: newNumbers(tokens, () => true, claims),
    added: [],
  }
}

type Range = readonly [from: number, to: number]

/**
 * Where each claim stands among the tokens issued. Claims are counted in the order of the text: each is looked for behind
 * the one before, then from the start. What is nowhere, such as words that are drawn, has no place.
 */
function placesOf(claims: readonly Claim[], issued: readonly number[]): ReadonlyMap<string, Range> {
  const places = new Map<string, Range>()
  let from = 0
  for (const { id, text } of claims) {
    const range = occurrence(text, issued, from) ?? occurrence(text, issued, 0)
    if (!range) continue
    places.set(id, range)
    if (range[0] >= from) from = range[0]
  }
  return places
}

/** The first place of a text at or behind a token. Right-to-left words may stand in any order: see `markOf`. */
function occurrence(text: string, marks: readonly number[], from: number): Range | undefined {
  const sought = tokensOf(text).map(markOf)
  const ordered = isRightToLeft(text) ? inOrder : (list: readonly number[]) => list
  const wanted = ordered(sought)
  if (sought.length === 0) return undefined
  for (let at = from; at + sought.length <= marks.length; at++) {
    if (!sought.includes(marks[at] ?? -1)) continue
    const here = ordered(marks.slice(at, at + sought.length))
    if (wanted.every((mark, i) => here[i] === mark)) return [at, at + sought.length]
  }
  return undefined
}

const inOrder = (marks: readonly number[]) => [...marks].sort((a, b) => a - b)

/** The numbers with a new token in them, whole: with what stands between their digits and with their sign. */
function newNumbers(
  tokens: readonly Token[],
  isNew: (i: number) => boolean,
  claims: readonly Claim[],
): readonly string[] {
  const known = new Set(claims.flatMap(({ text }) => numbersIn(tokensOf(text)).map(n => n.text)))
  const numbers = numbersIn(tokens)
    .filter(({ from, to }) => tokens.slice(from, to).some((_, i) => isNew(from + i)))
    .map(n => n.text)
  return [...new Set(numbers)].filter(text => !known.has(text))
}

interface NumberAt {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Digits with a decimal mark or a separator between them are one number, and groups of three digits behind one to three. */
function numbersIn(tokens: readonly Token[]): NumberAt[] {
  const numbers: NumberAt[] = []
  for (let from = 0; from < tokens.length; from++) {
    if (!/\p{Nd}/u.test(tokens[from]?.text ?? "")) continue
    let to = from + 1
    let text = tokens[from]?.text ?? ""
    for (
      let more = continued(text, tokens.slice(to, to + 2));
      more;
      more = continued(text, tokens.slice(to, to + 2))
    ) {
      to += more.length
      text += more.text
    }
    numbers.push({ from, to, text })
    from = to - 1
  }
  return numbers
}

/** How a number goes on in the next two tokens, if it does, and how many of them it takes. */
function continued(
  text: string,
  [next, digits]: readonly Token[],
): { text: string; length: number } | undefined {
  if (!next) return undefined
  const joined = digits && !next.apart && !digits.apart && /^\p{Nd}+$/u.test(digits.text)
  if (joined && /^[.,'’·٫٬]$/.test(next.text)) return { text: next.text + digits.text, length: 2 }
  const grouped = /^\p{Nd}{3}$/u.test(next.text) && /^\p{Nd}{1,3}( \p{Nd}{3})*$/u.test(text)
  return grouped ? { text: ` ${next.text}`, length: 1 } : undefined
}

/** The runs of new words, as they are spaced in the file. */
function additions(tokens: readonly Token[], isNew: (i: number) => boolean): readonly string[] {
  const runs: string[] = []
  for (let from = 0; from < tokens.length; from++) {
    if (!isNew(from)) continue
    let to = from
    while (isNew(to)) to++
    const [before = "", after = ""] = [tokens[from - 1]?.text, tokens[to]?.text]
    runs.push(`${before} [${spaced(tokens.slice(from, to))}] ${after}`.trim())
    from = to
  }
  return runs
}

function spaced(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, apart }) => (apart ? ` ${text}` : text))
    .join("")
    .trim()
}
